// What happens to a graph before it is planned: each of these gives the same values.
#pragma once

#include "compiler/question.hpp"
#include "graph/specialise.hpp"

namespace pellucid::inline v0::compiler {

/// Inputs become parameters by position, of known dims where `bindings` has their unknowns.
void bind_sizes(Question& question, const Bindings& bindings);

/// Without places.
void take_places(Question& question);

/// Composites become their inner graphs.
void inline_composites(Question& question);

/// Scans of one step become their body.
void open_short_scans(Question& question);

/// Scans of the same loop that collect different things become one.
void merge_scans(Question& question);

/// Scans lose what is collected or carried on for nobody.
void trim_scans(Question& question);

}  // namespace pellucid::inline v0::compiler
