// Epochs of training steps.
#include <cmath>

#include <fmt/format.h>

#include "base/refuse.hpp"
#include "nn/train/all_or_nothing.hpp"
#include "nn/train/batch_size.hpp"
#include "nn/train/batches.hpp"
#include "nn/train/evaluate.hpp"
#include "nn/train/position_in_data.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::string_view fit_name = "Model.fit";

void check_fit_options(const FitOptions& options) {
  check_verbose(options.verbose, fit_name);
  if (options.epochs < 0 || options.initial_epoch < 0)
    refuse<ValueError>({.where = std::string(fit_name),
                        .what = options.epochs < 0 ? "'epochs' is negative" : "'initial_epoch' is negative",
                        .received = std::to_string(options.epochs < 0 ? options.epochs : options.initial_epoch)});
  if (!(options.validation_split >= 0 && options.validation_split < 1))
    refuse<ValueError>({.where = std::string(fit_name),
                        .what = "'validation_split' is not a share",
                        .expected = "a number from 0 to below 1",
                        .received = fmt::format("{}", options.validation_split)});
}

struct FitData {
  Examples training;
  std::optional<Examples> validation;
};

// The last part, as it lies before any shuffling.
FitData split(const Examples& all, double share) {
  const auto at = static_cast<std::int64_t>(std::floor(static_cast<double>(all.count) * (1 - share)));
  if (at == 0 || at == all.count)
    refuse<ValueError>(
        {.where = std::string(fit_name),
         .what = fmt::format(
             "Training data contains {} samples, which is not sufficient to split it into a validation and training set as specified by "
             "validation_split={}",
             all.count, share),
         .hint = "Either provide more data, or a different value for 'validation_split'."});
  return {all.part(0, at), all.part(at, all.count)};
}

FitData take_fit_data(const Trainer& trainer, const Data& x, const Data& y, const FitOptions& options) {
  FitData data;
  trainer.take(x, y, options.sample_weight, fit_name, data.training);
  check_not_empty(data.training, fit_name);
  if (options.validation_data) {
    const ValidationData& given = *options.validation_data;
    trainer.take(given.x, given.y, given.sample_weight, "Model.fit, validation_data", data.validation.emplace());
    check_not_empty(*data.validation, "Model.fit, validation_data");
  } else if (options.validation_split > 0) {
    data = split(data.training, options.validation_split);
  }
  trainer.weigh(data.training, options.class_weight, fit_name);  // classes weigh in training alone
  return data;
}

void record(History& history, std::int64_t epoch, const Logs& logs) {
  history.epoch.push_back(epoch);
  for (const auto& [name, value] : logs) history.history[name].push_back(value);
}

}  // namespace

History Model::fit(const Data& x, const Data& y, const FitOptions& options) const {
  definition();
  check_fit_options(options);
  FirstData first;
  const auto trainer = trainer_for(*model_, x.arrays(), fit_name, first);
  const auto training = trainer->begin_training(fit_name);
  const FitData data = take_fit_data(*trainer, x, y, options);
  const std::int64_t size = batch_size_for(*model_, options.batch_size, data.training.count, fit_name);
  const std::int64_t asked_size = options.validation_batch_size != 0 ? options.validation_batch_size : size;
  const std::int64_t validation_size =
      data.validation ? batch_size_for(*model_, asked_size, data.validation->count, "Model.fit, validation_data") : 0;
  first.accept();

  History history;
  if (options.initial_epoch >= options.epochs) return history;
  const auto compiled = trainer->step(Use::train, data.training);
  const CompiledStep& step = *compiled;
  StepRun run(compiled);
  Batches batches(data.training, step.inputs, size, options.shuffle);
  const auto run_epoch = [&](std::int64_t epoch) {
    if (options.verbose > 0 && options.epochs > 1)
      Console::standard_output().write(fmt::format("Epoch {}/{}\n", epoch + 1, options.epochs));
    ProgressBar bar(batches.steps(), options.verbose);
    RunningMeans means(step);
    batches.begin_epoch();
    for (std::int64_t i = 0; i < batches.steps(); ++i) {
      const Batches::Batch batch = batches.batch(i);
      run_batch(batch.arrays, [&] { run(batch.arrays); }, [&](std::int64_t row) { return batches.row_in_data(i, row); });
      means.add(run, batch.examples);
      if (bar.is_due(i + 1)) bar.draw(i + 1, means.logs());
    }
    Logs logs = means.logs();
    if (data.validation) logs.merge(evaluate_examples(*trainer, *data.validation, validation_size, "val_", nullptr));
    bar.finish(logs);
    record(history, epoch, logs);
  };
  all_or_nothing(step.at_risk, [&] {
    for (std::int64_t epoch = options.initial_epoch; epoch < options.epochs; ++epoch) run_epoch(epoch);
  });
  return history;
}

}  // namespace pellucid::inline v0
