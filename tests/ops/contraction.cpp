#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples contraction() {
  const Attributes product_of_matrices = {{"labels", "ik,kj->ij"}};
  return {
      .good = {{.inputs = {float64({{1, 2, 3}, {4, 5, 6}}), float64({{1, 0}, {0, 1}, {2, -1}})},
                .attributes = product_of_matrices,
                .expected = {float64({{7, -1}, {16, -1}})},
                .gradient = {float64({{1, 1, 1}, {1, 1, 1}}), float64({{5, 5}, {7, 7}, {9, 9}})}},
               {.inputs = {float64({1, 2}), float64({3, 4, 5})},
                .attributes = {{"labels", "i,j->ji"}},
                .expected = {float64({{3, 6}, {4, 8}, {5, 10}})}},
               {.inputs = {float64({1, 2}), float64({3, 4})}, .attributes = {{"labels", "i,i->"}}, .expected = {float64(11)}},
               {.inputs = {float64({1, 2}), float64({3, 4})}, .attributes = {{"labels", "i,i->i"}}, .expected = {float64({3, 8})}},
               {.inputs = {float64(2), float64({3, 4})}, .attributes = {{"labels", ",z->z"}}, .expected = {float64({6, 8})}},
               {.inputs = {numbers({2, 3, 4}), numbers({2, 2, 4}, -2, 2, 2)}, .attributes = {{"labels", "bqd,bkd->bqk"}}},
               {.inputs = {numbers({2, 3, 2}), numbers({3, 2, 3}, -2, 2, 2)}, .attributes = {{"labels", "abc,bcd->ad"}}},
               {.inputs = {numbers({2, 0}), numbers({0, 3})},
                .attributes = product_of_matrices,
                .expected = {float64({{0, 0, 0}, {0, 0, 0}})}},
               {.inputs = {int64({{1, 2}, {3, 4}}), boolean({{true}, {false}})},
                .attributes = product_of_matrices,
                .expected = {int64({{1}, {3}})}},
               {.inputs = {float64({1.5, 2}), int64({3, 4})}, .attributes = {{"labels", "i,i->"}}, .expected = {float64(12.5)}},
               {.inputs = {int64({3, 4}), float64({1.5, 2})}, .attributes = {{"labels", "i,i->"}}, .expected = {float64(12.5)}},
               {.inputs = {boolean({true, true}), boolean({true, true})}, .attributes = {{"labels", "i,i->"}}, .expected = {Array(2)}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {4, 2}}},
               .attributes = product_of_matrices,
               .error = typeid(ShapeError),
               .text = "expected extent 3 for the label 'b' of ab,bc->ac"},
              {.types = {{DType::float32, {2, 3}}, {DType::float32, {3}}},
               .attributes = product_of_matrices,
               .error = typeid(ShapeError),
               .text = "the rank of 'b' does not fit"},
              {.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "'labels' is missing"},
              {.types = {{DType::float32, {2}}, {DType::float32, {2}}},
               .attributes = {{"labels", "i,j"}},
               .error = typeid(ValueError),
               .text = "cannot be read"},
              {.types = {{DType::float32, {2}}, {DType::float32, {2}}},
               .attributes = {{"labels", "i,j->i"}},
               .error = typeid(ValueError),
               .text = "the label 'j' stands only once"},
              {.types = {{DType::float32, {2, 2}}, {DType::float32, {2}}},
               .attributes = {{"labels", "ii,i->i"}},
               .error = typeid(ValueError),
               .text = "the label 'i' stands twice"},
              {.types = {{DType::float32, {2}}, {DType::float32, {2}}},
               .attributes = {{"labels", "1,1->"}},
               .error = typeid(ValueError),
               .text = "'1' is no label"}},
  };
}

}  // namespace pellucid::inline v0::samples
