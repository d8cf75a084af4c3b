// All of Pellucid in one header.
#pragma once

#include <pellucid/array.hpp>
#include <pellucid/array_operand.hpp>
#include <pellucid/compute.hpp>
#include <pellucid/derive.hpp>
#include <pellucid/error.hpp>
#include <pellucid/files.hpp>
#include <pellucid/function.hpp>
#include <pellucid/inspector.hpp>
#include <pellucid/layers.hpp>
#include <pellucid/model.hpp>
#include <pellucid/operand.hpp>
#include <pellucid/ops.hpp>
#include <pellucid/training.hpp>
#include <pellucid/variable.hpp>
#include <pellucid/version.hpp>
