"""From the configuration of a Keras model, of any age, to the words that golden.cpp builds from; and why one is out of reach."""
import numpy as np

from keras_files import is_model, layer_configs

RECURRENT = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}  # with the number of their gates


class OutOfReach(Exception):
    """What the file asks for and Pellucid does not have yet."""


# The words of Keras 1.
KERAS_1 = {"output_dim": "units", "bias": "use_bias", "inner_activation": "recurrent_activation", "dropout_W": "dropout", "dropout_U": "recurrent_dropout", "p": "rate"}
OPTIONS = {
    "Dense": ["units", "activation", "use_bias"],
    "Activation": ["activation"],
    "Dropout": ["rate"],
    "Flatten": ["data_format"],
    "Reshape": ["target_shape"],
    "Embedding": ["input_dim", "output_dim", "mask_zero"],
    "Masking": ["mask_value"],
}
RECURRENT_OPTIONS = ["units", "activation", "recurrent_activation", "use_bias", "reset_after", "dropout", "recurrent_dropout", "return_sequences", "return_state",
                     "go_backwards", "stateful", "zero_output_for_mask"]


class Translation:
    def __init__(self, file):
        self.file = file
        self.weights = {}  # by key: the arrays that the description names
        self.training_needs = []  # what only training has to do with, and is not here yet
        self.description = self.model(file.config, (), [])

    def model(self, model, path, flat):
        """`flat`: the arrays of a nested model of an HDF5 file lie in one list, and its layers take them one after the other."""
        config = {"name": "sequential"} if isinstance(model["config"], list) else model["config"]
        name = config["name"]
        layers = [self.layer(layer, path, flat) for layer in layer_configs(model)]
        # A functional model was called once when it was made; files count that call. Before Keras 3 a Sequential is one too.
        made = {layer["name"] for layer in layers if layer["class"] == "Functional" or layer["class"] == "Sequential" and self.file.generation < 3}
        for layer in layers:
            layer["calls"] = [[[name, index - (name in made), tensor] for name, index, tensor in call] for call in layer.get("calls", [])]
        if model["class_name"] == "Sequential":
            first = layer_configs(model)[0]
            if layers[0]["class"] != "InputLayer":
                layers.insert(0, self.input(first["config"]))
            return {"class": "Sequential", "name": name, "layers": layers}
        ends = {key: self.ends(config[f"{key[:-1]}_layers"], made) for key in ("inputs", "outputs")}
        return {"class": "Functional", "name": name, "layers": layers} | ends

    @staticmethod
    def ends(ends, made):
        """[layer, call, tensor] each; of a dictionary in the order of sorted keys."""
        if isinstance(ends, dict):
            ends = [ends[key] for key in sorted(ends)]
        ends = [ends] if ends and isinstance(ends[0], str) else ends
        return [[name, index - (name in made), tensor] for name, index, tensor in ends]

    def input(self, config, name=""):
        shape = config.get("batch_shape") or config.get("batch_input_shape")
        if shape is None:
            raise OutOfReach("a model without input shape")
        return {"class": "InputLayer", "name": name, "batch": shape[0] or 0, "shape": [extent if extent is not None else -1 for extent in shape[1:]],
                "dtype": config.get("dtype") or config.get("input_dtype") or "float32"}

    def layer(self, layer, path, flat):
        kind, config = layer["class_name"], dict(layer["config"]) if isinstance(layer["config"], dict) else {}
        name = layer.get("name") or config["name"]
        if kind == "InputLayer":
            return self.input(config, name) | {"calls": []}
        calls = [self.call(node) for node in layer.get("inbound_nodes", [])]
        if is_model(layer):
            return self.model(layer, (*path, name), flat or list(self.file.arrays(path, name))) | {"calls": calls}
        if kind not in OPTIONS and kind not in RECURRENT:
            raise OutOfReach(f"layer {kind}")
        for old, new in KERAS_1.items():
            if old in config and new not in config and not (kind == "Embedding" and old == "output_dim"):
                config[new] = config[old]
        if self.file.generation == 1:
            config["reset_after"] = False
        for key, value in config.items():
            if value and key.endswith(("regularizer", "constraint")):
                self.training_needs.append(key)
        known = OPTIONS.get(kind, RECURRENT_OPTIONS)
        options = {key: self.word(key, config[key]) for key in known if config.get(key) is not None}
        if kind == "GRU" and "reset_after" not in options:
            options["reset_after"] = False  # before it was an option
        if not config.get("trainable", True):
            options["trainable"] = False
        return {"class": kind, "name": name, "options": options, "calls": calls, "weights": self.take(kind, name, path, options, flat or self.file.arrays(path, name))}

    def word(self, key, value):
        if not key.endswith("activation"):
            return value
        if isinstance(value, dict):
            raise OutOfReach(f"activation {value.get('class_name', value)}")
        return "hard_sigmoid_keras2" if value == "hard_sigmoid" and self.file.generation < 3 else value

    def take(self, kind, name, path, options, arrays):
        """The layer's arrays, taken from the front, in our layout; their keys."""
        biased = options.get("use_bias", True)
        if self.file.generation == 1 and kind in RECURRENT and len(arrays) > 3:
            arrays = self.joined(kind, arrays)
        count = {"Dense": 1 + biased, "Embedding": 1}.get(kind, 2 + biased if kind in RECURRENT else 0)
        taken = [arrays.pop(0) for _ in range(count)]
        keys = []
        for k, array in enumerate(taken):
            keys.append("/".join((*path, name, str(k))))
            self.weights[keys[-1]] = np.ascontiguousarray(array)
        return keys

    @staticmethod
    def joined(kind, arrays):
        """Keras 1 with an array for every gate: W, U, b of one after the other; LSTM has them in the order i, c, f, o."""
        gates = [arrays[k:k + 3] for k in range(0, len(arrays), 3)]
        if kind == "LSTM":
            gates = [gates[0], gates[2], gates[1], gates[3]]
        return [np.concatenate([gate[part] for gate in gates], axis=-1) for part in range(3)]

    def call(self, node):
        """What one call takes: [layer, node, tensor] each; further positional ones are initial states."""
        if isinstance(node, dict):  # Keras 3
            return self.tensors(node["args"]) + self.keywords(node["kwargs"], self.tensors)
        if node and isinstance(node[0], str):
            node = [node]
        places, states = [], []
        for layer, index, tensor, *keywords in node:
            places.append([layer, index, tensor])
            states += self.keywords(keywords[0] if keywords else {}, lambda value: [list(v[:3]) for v in value] if isinstance(value, list) and value and isinstance(value[0], list) else [])
        return places + states

    @staticmethod
    def keywords(keywords, tensors):
        for key, value in keywords.items():
            if key != "initial_state" and tensors(value):
                raise OutOfReach(f"an explicit {key}")
        return tensors(keywords.get("initial_state") or [])

    def tensors(self, value):
        if isinstance(value, dict) and value.get("class_name") == "__keras_tensor__":
            return [value["config"]["keras_history"]]
        if isinstance(value, dict):
            value = list(value.values())
        return [tensor for part in value for tensor in self.tensors(part)] if isinstance(value, list) else []
