// The record of one call of a layer: what its places are, what it updates. It hangs on the call's output places, so that a model finds its
// layers by walking its graph.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pellucid/layer.hpp>

#include "graph/node.hpp"

namespace pellucid::inline v0 {

/// What a handle Layer shares.
struct LayerState {
  std::shared_ptr<LayerDefinition> definition;
  std::string name;
  bool is_named = false;  // by the user
  bool trainable = true;
  bool built = false;
  std::vector<LayerBuilder::Weight> weights;                    // trainable first
  std::vector<std::pair<std::string, SharedVariable>> states;   // of stateful layers
  std::vector<std::vector<std::weak_ptr<const Node>>> outputs;  // the output places of each call that somebody may still hold, in order
  std::size_t look_again_at = 16;                               // so many calls: those whose outputs nobody holds are taken out then

  void remember_outputs(const Variables& made);
};

/// What is wrong with the name of a layer, or of something in it, by which a file is to hold it; null when nothing is.
const char* fault_of_name(std::string_view name);
/// A layer of the same kind, name and options without weights.
Layer fresh_copy(const Layer& layer);

/// Takes back what a refused call built.
void unbuild(LayerState& state);

/// How often layers were frozen or unfrozen so far, in the process.
std::uint64_t trainable_changes();

struct StateUpdate {
  SharedVariable state;
  Variable value;
  bool only_in_training = false;
};

struct CallRecord {
  Layer layer;
  std::uint64_t order = 0;                               // of calls in the process
  std::shared_ptr<const CallRecord> parent;              // the call of the model or wrapper that this layer stands in; null at the top
  Variables arguments;                                   // as the caller gave them
  Variables inputs;                                      // their places in this call
  std::vector<std::pair<std::string, Variable>> values;  // named by the layer; in order
  std::vector<Type> output_types;                        // of all outputs, used or not
  Variables outputs;                                     // as the layer made them; none of a model, whose graph holds this record
  bool is_of_model = false;                              // outputs, and the masks they carry, are those of calls inside
  std::vector<StateUpdate> updates;
  std::optional<Variable> output_mask;  // of the first output; states have none
  bool mask_is_set = false;
};

/// While it lives, calls on this thread are made inside that call.
class InsideCall {
 public:
  explicit InsideCall(std::shared_ptr<const CallRecord> parent);
  InsideCall(const InsideCall&) = delete;
  InsideCall& operator=(const InsideCall&) = delete;
  ~InsideCall();

 private:
  std::shared_ptr<const CallRecord> outer_;
};
/// The innermost call inside which `layer` is called now and whose layer says that it holds it; null where there is none. A layer that a user's
/// activation calls is held by no other, and stands in the model itself.
std::shared_ptr<const CallRecord> parent_of(const Layer& layer);

/// The note on an output place.
struct MadeByCall : Annotation {
  MadeByCall(std::shared_ptr<const CallRecord> made_by, std::size_t output_index) : record(std::move(made_by)), output(output_index) {}
  std::shared_ptr<const CallRecord> record;
  std::size_t output;
};

/// The path of one of several values: "dense/input" where there is one alone, else "add/input:1".
std::string one_of(const std::string& path, std::size_t which, std::size_t count);
/// The call that made this value, if it is some call's output.
std::shared_ptr<const CallRecord> find_call(const Variable& value);
/// The path of the first such call in a model that holds it: "encoder/dense".
std::string path_of(const CallRecord& call);
/// The mask that a value carries: that of the innermost call whose first output it is.
std::optional<Variable> mask_of(const Variable& value);

/// The calls on which these depend, in the order they were made.
std::vector<std::pair<std::shared_ptr<const CallRecord>, Variables>> calls_behind(const Variables& outputs);  // with their output places

/// Gives all weights new values, or refuses and changes none.
void set_all(const std::vector<SharedVariable>& weights, const std::vector<Array>& values, const std::string& where);

/// The graph as it is in training: each phase is its second input.
Variables training_graph(const Variables& outputs);

}  // namespace pellucid::inline v0
