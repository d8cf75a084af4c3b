// golden_ask CASE.json WEIGHTS.npz DATA.npz ANSWERS.npz: builds the model that CASE.json describes, answers its questions in order, and prints a
// line {"id", "error"} for each that it could not answer, {"id", "out_of_reach"} where a name is not known here. run.py makes the files and compares the answers.
#include <fstream>
#include <iostream>

#include "build.hpp"

namespace pl = pellucid;
using nlohmann::json;

namespace {

// A loss, metric or optimizer that is not here yet.
struct OutOfReach : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Asked {
 public:
  Asked(const json& description, const pl::Arrays& weights, const pl::Arrays& data)
      : model_(golden::build(description, weights)), data_(data) {}

  void answer(const json& question) {
    id_ = question.at("id");
    question_ = &question;
    given_.clear();
    if (question.contains("inputs"))
      for (std::size_t i = 0; i < model_.inputs().size(); ++i) given_.emplace_back(model_.inputs()[i], x().arrays().at(i));
    const std::string kind = question.at("ask");
    if (kind == "predict") predict();
    else if (kind == "read") read();
    else if (kind == "train") train();
    else if (kind == "evaluate") evaluate();
    else if (kind == "reset_states") model_.reset_states();
    else derive(kind);
  }
  const pl::Arrays& answers() const { return answers_; }

 private:
  // -- What the question names
  std::string word(const char* key, const std::string& otherwise = "") const { return question_->value(key, otherwise); }
  bool in_float64() const { return word("dtype") == "float64"; }

  pl::Data arrays(const json& keys) const {
    std::vector<pl::Array> all;
    for (const std::string key : keys) all.push_back(data_[key]);
    return all;
  }

  // An input of the value's type, given by the array.
  pl::Variable beside(const pl::Variable& value, const pl::Array& array, const std::string& name, pl::DType dtype = pl::DType::float32) {
    given_.emplace_back(pl::input(name, value.dims(), dtype), array);
    return given_.back().first;
  }

  // The values at the paths, with those replaced that the question overrides, one override after the other.
  pl::Targets values(const std::vector<std::string>& paths) {
    pl::Variables all;
    for (const std::string& path : paths) all.push_back(model_.value(path).variable);
    for (const json& override : question_->value("overrides", json::array())) {
      const pl::Target target = model_.value(override[0].get<std::string>());
      const pl::Shape shape = called({target.variable})[0].shape();
      const pl::Selection part = target.selection.value_or(pl::Selection());
      const pl::Array there = pl::Array::zeros(shape, pl::DType::boolean), what = pl::Array::zeros(shape);
      there.select(part).assign(pl::Array(true));
      what.select(part).assign(override[1].is_string() ? data_[override[1].get<std::string>()] : pl::Array(override[1].get<double>()));
      const pl::Variable now = pl::ops::where(beside(target.variable, there, "there", pl::DType::boolean),
                                              beside(target.variable, what, "what"), target.variable);
      all = pl::replace(all, {{target.variable, now}});
    }
    pl::Targets targets;
    for (std::size_t i = 0; i < paths.size(); ++i) targets.emplace_back(all[i], model_.value(paths[i]).selection);
    return targets;
  }

  pl::Data x() const { return arrays(question_->at("inputs")); }

  std::vector<std::string> wrt() const {
    if (question_->at("wrt") != "weights") return question_->at("wrt").get<std::vector<std::string>>();
    std::vector<std::string> paths;
    for (const auto& [path, weight] : weights())
      if (std::ranges::any_of(model_.trainable_weights(), [&](const pl::SharedVariable& w) { return w.variable() == weight.variable(); }))
        paths.push_back(path);
    return paths;
  }

  std::vector<std::pair<std::string, pl::SharedVariable>> weights() const {
    std::vector<std::pair<std::string, pl::SharedVariable>> all;
    const std::vector<pl::SharedVariable> known = model_.weights();
    for (const auto& [path, type] : model_.values()) {
      const auto shared = pl::SharedVariable::find(model_.value(path).variable);
      if (shared && std::ranges::any_of(known, [&](const pl::SharedVariable& w) { return w.variable() == shared->variable(); }))
        all.emplace_back(path, *shared);
    }
    return all;
  }

  // -- Answers
  void put(const std::string& path, const pl::Array& value) { answers_.insert_or_assign(id_ + "/" + path, value); }

  void put_all(const std::vector<std::string>& paths, const pl::Variables& values) {
    const std::vector<pl::Array> results = in_float64() ? pl::evaluate(values, given_, {.float64 = true}) : called(values);
    for (std::size_t i = 0; i < paths.size(); ++i) put(paths[i], results.at(i));
  }

  std::vector<pl::Array> called(const pl::Variables& values) const {
    pl::Variables inputs;
    std::vector<pl::Array> arrays;
    for (const auto& [input, array] : given_) inputs.push_back(input), arrays.push_back(array);
    return pl::Function(inputs, pl::Targets(values.begin(), values.end()))(arrays);
  }

  void predict() {
    const std::vector<pl::Array> outputs = in_float64()
                                               ? pl::evaluate(model_.outputs(), given_, {.float64 = true})
                                               : model_.predict(x(), {.batch_size = question_->value("batch_size", std::int64_t{32})});
    for (std::size_t i = 0; i < outputs.size(); ++i) put(std::to_string(i), outputs[i]);
  }

  void read() {
    const auto paths = question_->at("values").get<std::vector<std::string>>();
    if (question_->contains("overrides")) {
      pl::Variables all;
      for (const pl::Target& target : values(paths)) all.push_back(target.value());
      put_all(paths, all);
      return;
    }
    const pl::Inspector inspector(model_, {.training = question_->value("training", false), .float64 = in_float64()});
    for (const auto& [path, value] : inspector.read(paths, x())) put(path, value);
    if (question_->value("advance", false)) model_.predict(x(), {.batch_size = x().arrays().at(0).shape().at(0)});
  }

  void derive(const std::string& kind) {
    const std::vector<std::string> paths = wrt();
    std::vector<std::string> all = paths;
    all.push_back(word("of"));
    pl::Targets by = values(all);
    const pl::Target of = by.back();
    by.pop_back();
    const pl::GradientOptions options{.reduce = word("reduce"), .if_disconnected = pl::IfDisconnected::zero};
    if (kind == "gradient") put_all(paths, pl::gradient(of, by, options));
    else if (kind == "hessian") put_all(paths, pl::hessian(of, by, options));
    else if (kind == "jacobian") put_all(paths, pl::jacobian(of, by, {.if_disconnected = pl::IfDisconnected::zero}));
    else if (kind == "per_example_gradient")
      put_all(paths, pl::per_example_gradient(of, by, {.if_disconnected = pl::IfDisconnected::zero}));
    else if (kind == "vjp") put_all(paths, pl::pullback({of}, by, {beside(of.value(), data_[word("cotangent")], "cotangent")}));
    else if (kind == "jvp") {
      pl::Variables tangents;
      for (std::size_t i = 0; i < by.size(); ++i)
        tangents.push_back(beside(by[i].value(), data_[question_->at("tangents").at(paths[i]).get<std::string>()], "tangent"));
      put_all({word("of")}, pl::pushforward(pl::Targets{of}, by, tangents));
    } else throw std::runtime_error("golden: run.py lets through a question that is not known here: " + kind);
  }

  void compile() {
    if (question_->contains("losses")) model_.compile(compile_options());
  }

  pl::CompileOptions compile_options() const try {
    pl::CompileOptions options{.optimizer = optimizer(question_->value("optimizer", json{{"name", "sgd"}}))};
    for (const json& loss : question_->at("losses")) options.losses.push_back(loss_of(loss));
    for (const json& list : question_->at("metrics")) {
      options.output_metrics.emplace_back();
      for (const std::string name : list) options.output_metrics.back().emplace_back(name);
    }
    return options;
  } catch (const pl::NameError& unknown) {
    const std::string sentence = unknown.what();
    throw OutOfReach(sentence.substr(0, sentence.find(". ")));
  }

  static pl::Loss loss_of(const json& loss) {
    const std::string name = loss.at("name");
    const pl::CrossentropyOptions options{.from_logits = loss.value("from_logits", false),
                                          .label_smoothing = loss.value("label_smoothing", 0.0)};
    if (name == "BinaryCrossentropy") return pl::BinaryCrossentropy(options);
    if (name == "CategoricalCrossentropy") return pl::CategoricalCrossentropy(options);
    if (name == "SparseCategoricalCrossentropy") return pl::SparseCategoricalCrossentropy({.from_logits = options.from_logits});
    return name;
  }

  static pl::Optimizer optimizer(const json& described) {
    const std::string name = described.at("name");
    const auto number = [&](const char* key, double otherwise) { return described.value(key, otherwise); };
    if (name == "SGD")
      return pl::SGD({.learning_rate = number("learning_rate", 0.01),
                      .momentum = number("momentum", 0),
                      .nesterov = described.value("nesterov", false)});
    if (name == "RMSprop")
      return pl::RMSprop({.learning_rate = number("learning_rate", 0.001),
                          .rho = number("rho", 0.9),
                          .momentum = number("momentum", 0),
                          .epsilon = number("epsilon", 1e-7),
                          .centered = described.value("centered", false)});
    if (name == "Adam")
      return pl::Adam({.learning_rate = number("learning_rate", 0.001),
                       .beta_1 = number("beta_1", 0.9),
                       .beta_2 = number("beta_2", 0.999),
                       .epsilon = number("epsilon", 1e-7),
                       .amsgrad = described.value("amsgrad", false)});
    return name;
  }

  void train() {
    compile();
    pl::FitOptions options{.batch_size = question_->at("batch_size"),
                           .epochs = question_->at("epochs"),
                           .verbose = 0,
                           .shuffle = false,
                           .validation_split = question_->value("validation_split", 0.0)};
    if (question_->contains("validation_x"))
      options.validation_data = pl::ValidationData{.x = arrays(question_->at("validation_x")), .y = arrays(question_->at("validation_y"))};
    if (question_->contains("sample_weight")) options.sample_weight = data_[word("sample_weight")];
    if (question_->contains("class_weight"))
      for (const auto& [label, weight] : question_->at("class_weight").items()) options.class_weight[std::stoll(label)] = weight;
    const pl::History history = model_.fit(arrays(question_->at("x")), arrays(question_->at("y")), options);
    for (const auto& [key, values] : history.history) put("history/" + key, pl::Array(values).astype(pl::DType::float32));
    for (const auto& [path, weight] : weights()) put("weights/" + path, weight.get_value());
  }

  void evaluate() {
    compile();
    for (const auto& [key, value] :
         model_.evaluate(arrays(question_->at("x")), arrays(question_->at("y")), {.batch_size = question_->at("batch_size")}))
      put(key, pl::Array(value).astype(pl::DType::float32));
  }

  pl::Model model_;
  const pl::Arrays& data_;
  const json* question_ = nullptr;
  std::string id_;
  std::vector<std::pair<pl::Variable, pl::Array>> given_;  // what the question's graphs take
  pl::Arrays answers_;
};

void report(const json& id, const char* what, const std::string& reason) { std::cout << json{{"id", id}, {what, reason}}.dump() << "\n"; }

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "golden_ask CASE.json WEIGHTS.npz DATA.npz ANSWERS.npz\n";
    return 2;
  }
  const json description = json::parse(std::ifstream(argv[1]));
  const pl::Arrays weights = pl::load_npz(argv[2]), data = pl::load_npz(argv[3]);
  Asked asked(description.at("model"), weights, data);
  bool lost = false;  // the model is no longer what later questions are about
  for (const json& question : description.at("questions")) {
    const json& id = question.at("id");
    if (lost) {
      report(id, "out_of_reach", "what comes after training that is out of reach");
      continue;
    }
    try {
      asked.answer(question);
    } catch (const OutOfReach& reason) {
      report(id, "out_of_reach", reason.what());
      lost = question.at("ask") == "train";
    } catch (const std::exception& error) {
      report(id, "error", error.what());
    }
  }
  pl::save_npz(argv[4], asked.answers());
}
