#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples gelu() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({-0.0018753313877699929, -0.08767886671929279, -0.16937455655615111, 0.18537342665668579,
                                      1.0619163957339501, 4.0999153042216586})},
                .gradient = {float64({-0.0060173811438334783, -0.1226740437875709, 0.023385898866340135, 0.73232776682710986,
                                      1.1179535957581473, 1.0003453152875137})}},
               {.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .attributes = {{"approximate", true}},
                .expected = {float64({-0.0015686271447474688, -0.08786303785563851, -0.16942986529488325, 0.18537092354275925,
                                      1.0617027691378649, 4.0999567936142519})},
                .gradient = {float64({-0.0055643456441441681, -0.12310051309178777, 0.023642781343896033, 0.73229545163880182,
                                      1.1177261347331126, 1.0002138817772146})}},
               {.inputs = {float64({-100, 100})}, .expected = {float64({0, 100})}, .gradient = {float64({0, 1})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({-0.15865525393145705, 1.9544997361036416})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"},
              {.types = {{DType::float32, {2}}}, .attributes = {{"approximat", 1.0}}, .error = typeid(NameError), .text = "'approximate'"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"approximate", "much"}},
               .error = typeid(ValueError),
               .text = "another kind"}},
  };
}

}  // namespace pellucid::inline v0::samples
