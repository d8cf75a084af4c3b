// Writes what users see of the operations: print_ops FOLDER writes FOLDER/pellucid/ops.hpp, the same on arrays in FOLDER/pellucid/compute.hpp, and
// FOLDER/ops.md, from the names, descriptions, inputs and attributes that each operation says about itself.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "ops/support/by_name.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

// "leaky_relu" -> "LeakyRelu"
std::string type_name(std::string_view name) {
  std::string text;
  bool starts = true;
  for (const char letter : name) {
    if (letter != '_') text += starts ? static_cast<char>(std::toupper(static_cast<unsigned char>(letter))) : letter;
    starts = letter == '_';
  }
  return text;
}

std::string member_type(AttributeType type) {
  switch (type) {
    case AttributeType::boolean: return "std::optional<bool>";
    case AttributeType::integer: return "std::optional<std::int64_t>";
    case AttributeType::number: return "std::optional<double>";
    case AttributeType::text: return "std::optional<std::string>";
    case AttributeType::dtype: return "std::optional<DType>";
    case AttributeType::integers: return "OptionalList<std::int64_t>";
    case AttributeType::dims: return "OptionalList<Dim>";
    default: return {};
  }
}

// Words that a program cannot use as names of its own.
std::string parameter_name(std::string_view name) {
  for (const std::string_view taken : {"default", "export", "template", "this", "options"})
    if (name == taken) return std::string(name) + "_";
  return std::string(name);
}

bool takes_any_number(const Op& op) { return op.most_inputs == any_number; }

std::string options_type(const Op& op) { return type_name(op.name) + "Options"; }

// The attributes, and what users are offered beside them.
std::vector<AttributeDoc> options_of(const Op& op) {
  std::vector<AttributeDoc> options(op.attributes.begin(), op.attributes.end());
  if (op.reduces) options.push_back(keepdims);
  return options;
}

std::string options_struct(const Op& op) {
  const std::vector<AttributeDoc> options = options_of(op);
  if (options.empty()) return {};
  std::string text = "struct " + options_type(op) + " {\n";
  for (const AttributeDoc& attribute : options)
    text += "  " + member_type(attribute.type) + " " + parameter_name(attribute.name) + " = {};  ///< " + std::string(attribute.doc) + "\n";
  return text + "};\n";
}

std::string listed(const std::string& list, const std::string& next) { return list.empty() ? next : list + ", " + next; }

// A function on so many inputs, or on a list of any number: of Variables, or of arrays and at once.
enum class Of { variables, arrays };
std::string function(const Op& op, std::size_t count, Of of) {
  const bool on_arrays = of == Of::arrays;
  std::string kinds, constraint, parameters, inputs, given;
  if (takes_any_number(op)) {
    parameters = on_arrays ? "const std::vector<Array>& inputs" : "const Operands& inputs";
    inputs = on_arrays ? "{inputs.begin(), inputs.end()}" : "inputs";
  } else {
    char letter = 'A';
    for (const std::string_view input : op.input_names.first(count)) {
      std::string kind = on_arrays ? "Array" : "Operand";
      if (on_arrays && count > 1) {  // one of several may be a number
        kind = std::string(1, letter++);
        kinds = listed(kinds, "class " + kind);
        constraint = listed(constraint, kind);
      }
      parameters = listed(parameters, "const " + kind + "& " + parameter_name(input));
      inputs = listed(inputs, parameter_name(input));
    }
    inputs = "{" + inputs + "}";
  }
  const std::string head = kinds.empty() ? "inline " : "template <" + kinds + ">\n  requires Computed<" + constraint + ">\n";
  for (const AttributeDoc& attribute : options_of(op))
    given += (given.empty() ? "{\"" : ", {\"") + std::string(attribute.name) + "\", detail::option(options." +
             parameter_name(attribute.name) + ")}";
  if (!op.attributes.empty()) {
    parameters += (parameters.empty() ? "const " : ", const ") + options_type(op) + "& options = {}";
    given = ", {" + given + "}";
  }
  return head + (on_arrays ? "Array " : "Variable ") + std::string(op.name) + "(" + parameters + ") {\n  return " +
         (on_arrays ? "compute" : "apply") + "(\"" + std::string(op.name) + "\", " + inputs + given + ");\n}\n";
}

// A function for each number of inputs, where the last may be left out.
std::string declaration(const Op& op, Of of) {
  std::string text = (of == Of::variables ? options_struct(op) : "") + "/// " + std::string(op.doc) + "\n";
  for (std::size_t count = takes_any_number(op) ? op.input_names.size() : op.least_inputs; count <= op.input_names.size(); ++count)
    text += function(op, count, of);
  return text;
}

constexpr std::string_view header_start =
    R"(// The operations by name, each with its mathematics; made by the build from what each operation says about itself.
// `pl::ops::softmax(x, {.axis = 1})`; operators are in <pellucid/operand.hpp>. What an option's text calls absent is what happens without it.
// Throws ShapeError, DtypeError, ValueError and IndexError for inputs and options that do not fit, with a sentence.
#pragma once

#include <pellucid/operand.hpp>

namespace pellucid::inline v0::ops {

namespace detail {
template <class T>
std::optional<OptionValue> option(const std::optional<T>& given) {
  return given ? std::optional<OptionValue>(*given) : std::nullopt;
}
}  // namespace detail

)";

bool has_operator(const Op& op) {
  for (const std::string_view name :
       {"add", "subtract", "multiply", "divide", "modulo", "negate", "less", "less_equal", "greater", "greater_equal"})
    if (op.name == name) return true;
  return false;
}

std::string header() {
  std::string text(header_start);
  for (const Op* op : table::all)
    if (is_public(*op) && !has_operator(*op)) text += declaration(*op, Of::variables) + "\n";
  return text + "}  // namespace pellucid::inline v0::ops\n";
}

constexpr std::string_view arrays_start =
    R"(// Arrays compute: every operation of <pellucid/ops.hpp> that takes values, on arrays and at once; made by the build from what each operation says
// about itself. `pl::ops::mean(x, {.axes = {0}})` of an array is an array. What a name, an option and a number beside arrays mean is what they
// mean for Variables, and so are the errors; see `ops::compute` in <pellucid/array_operand.hpp>, where the operators are, too.
#pragma once

#include <pellucid/array_operand.hpp>
#include <pellucid/ops.hpp>

namespace pellucid::inline v0::ops {

)";

std::string arrays_header() {
  std::string text(arrays_start);
  for (const Op* op : table::all)
    if (is_public(*op) && op->most_inputs > 0) text += declaration(*op, Of::arrays) + "\n";
  return text + "}  // namespace pellucid::inline v0::ops\n";
}

// What is written by hand, in <pellucid/operand.hpp>.
constexpr std::string_view page_end =
    "| `matmul` | a, b |  | the products of matrices over the last two axes, as NumPy's matmul; earlier axes broadcast |\n"
    "| `split` | x | `sections` how many parts of one extent; `at` where each part but the first begins; `axis` absent: 0 | the parts of x "
    "along "
    "an axis |\n";

std::string page() {
  std::string text = "# Operations\n\n| operation | inputs | options | |\n|---|---|---|---|\n";
  const auto cell = [](std::string said) {
    for (std::size_t at = 0; (at = said.find('|', at)) != std::string::npos; at += 2) said.insert(at, 1, '\\');
    return said + " |";
  };
  for (const Op* op : table::all) {
    if (!is_public(*op)) continue;
    std::string inputs, options;
    for (std::size_t i = 0; i < op->input_names.size(); ++i) {
      const std::string input(op->input_names[i]);
      inputs += (inputs.empty() ? "" : ", ") + (i < op->least_inputs ? input : "[" + input + "]");
    }
    for (const AttributeDoc& attribute : options_of(*op))
      options += (options.empty() ? "`" : "; `") + std::string(attribute.name) + "` " + std::string(attribute.doc);
    text += "| `" + std::string(op->name) + "` | " + cell(takes_any_number(*op) ? inputs + ", ..." : inputs) + " " + cell(options) + " " +
            cell(std::string(op->doc)) + "\n";
  }
  return text + std::string(page_end);
}

bool write(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) std::cerr << "print_ops: cannot write " << path << "\n";
  return static_cast<bool>(file);
}

}  // namespace
}  // namespace pellucid::inline v0

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: print_ops FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder(arguments[1]);
  const bool written = pellucid::write(folder / "pellucid/ops.hpp", pellucid::header()) &&
                       pellucid::write(folder / "pellucid/compute.hpp", pellucid::arrays_header()) &&
                       pellucid::write(folder / "ops.md", pellucid::page());
  return written ? 0 : 1;
}
