#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples tanh_shrink() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({-2.253002364513474, -0.67833144559352872, -0.095632222882836504, 0.0086873875484090942,
                                      0.36634539298784474, 3.1005491563122027})},
                .gradient = {float64({0.9940042851657238, 0.84947292418171451, 0.36526041001754141, 0.084863038173370797,
                                      0.69498000379259102, 0.9989019889482499})}},
               {.inputs = {float64({-1000, 1000})}, .expected = {float64({-999, 999})}, .gradient = {float64({1, 1})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({-0.23840584404423511, 1.0359724199241831})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
