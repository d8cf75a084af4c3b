// W9: from process start to the first dy/dx of the seed-003 net, batch 1. With an argument nothing is computed: what loading the libraries costs.
#include <cstdio>
#include <pellucid/pellucid.hpp>

namespace pl = pellucid;

int main(int argc, char**) {
  if (argc > 1) {
    std::puts(pl::version());
    return 0;
  }
  const pl::Sequential model({pl::Input({1}), pl::Dense(64, {.activation = "relu"}), pl::Dense(32, {.activation = "relu"}),
                              pl::Dense(32, {.activation = "relu"}), pl::Dense(1)});
  const pl::Function dydx({model.input()}, {pl::gradient(model.output(), model.input(), {.reduce = "sum"})});
  std::printf("%g\n", dydx({pl::Array({{0.5}})})[0].item<double>());
}
