#include "nn/train/batch_size.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::int64_t usual_batch_size = 32;

// 0 where any will do.
std::int64_t declared_batch_size(const ModelState& model) {
  for (const Variable& input : model.inputs)
    if (!input.dims().empty() && input.dims()[0].is_known()) return input.dims()[0].value();
  return 0;
}

[[noreturn]] void refuse_batch(const ModelState& model, const std::string& what, std::int64_t declared, std::int64_t received,
                               std::string_view where) {
  refuse<ValueError>({.where = std::string(where),
                      .what = fmt::format("{} {}model '{}'", what, is_stateful(model) ? "the stateful " : "", model.name),
                      .expected = fmt::format("batches of {}", declared),
                      .received = std::to_string(received),
                      .hint = is_stateful(model) ? "Its layers keep one state an example of the batch: make the model for another size "
                                                   "with Input({...}, {.batch_size = ...}), "
                                                   "and call reset_states() where a new series begins."
                                                 : "Make the model for any size with Input({...})."});
}

}  // namespace

bool is_stateful(const ModelState& model) {
  return std::ranges::any_of(model.updates, [](const StateUpdate& update) { return !update.only_in_training; });
}

std::int64_t batch_size_for(const ModelState& model, std::int64_t asked, std::int64_t examples, std::string_view where) {
  if (asked < 0)
    refuse<ValueError>({.where = std::string(where),
                        .what = "'batch_size' is negative",
                        .expected = "a positive number, or 0 for the model's own or 32",
                        .received = std::to_string(asked)});
  const std::int64_t declared = declared_batch_size(model);
  if (declared == 0) return asked == 0 ? usual_batch_size : asked;
  if (asked != 0 && asked != declared) refuse_batch(model, "the batch size does not fit", declared, asked, where);
  if (examples % declared != 0) refuse_batch(model, "the number of examples cannot be divided into batches of", declared, examples, where);
  return declared;
}

void check_one_batch(const ModelState& model, std::int64_t examples, std::string_view where) {
  const std::int64_t declared = declared_batch_size(model);
  if (declared != 0 && examples != declared) refuse_batch(model, "the batch size does not fit", declared, examples, where);
}

}  // namespace pellucid::inline v0
