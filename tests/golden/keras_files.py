"""What a model file of Keras holds: its configuration, and the weight arrays of every layer in the file's order."""
import io
import json
import pathlib
import re
import zipfile

import h5py


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def snake_case(name):
    """As Keras names the groups of its weight files."""
    name = re.sub(r"(.)([A-Z][a-z0-9]+)", r"\1_\2", re.sub(r"\W+", "", name))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()


def layer_configs(model):
    """The layers of a model's configuration; Keras 1 and early Keras 2 have a bare list in a Sequential."""
    config = model["config"]
    return config if isinstance(config, list) else config["layers"]


def is_model(layer):
    return layer["class_name"] in ("Sequential", "Functional", "Model")


class File:
    """`config` of the model, `training` as the file has it or None, `generation` 1, 2 or 3 of Keras; `arrays(position)` of a layer."""

    def __init__(self, path):
        path = pathlib.Path(path)
        if path.suffix == ".keras":
            archive = zipfile.ZipFile(path)
            self.config = json.loads(archive.read("config.json"))
            self.training = self.config.get("compile_config")
            self.weights = h5py.File(io.BytesIO(archive.read("model.weights.h5")), "r")
            self.version = json.loads(archive.read("metadata.json"))["keras_version"]
            self._arrays = self._of_groups(self.config, self.weights["layers"])
        else:
            file = h5py.File(path, "r")
            self.config = json.loads(text(file.attrs["model_config"]))
            training = file.attrs.get("training_config")
            self.training = json.loads(text(training)) if training is not None else None
            self.version = text(file.attrs.get("keras_version", "1"))
            self._arrays = self._of_names(file["model_weights"])
        self.generation = int(self.version.split(".")[0])

    def arrays(self, model_path, layer):
        """The arrays of the layer in the model reached by these names; a nested model of an HDF5 file hands out those of all its layers."""
        return self._arrays.get((*model_path, layer), [])

    def _of_groups(self, model, group, path=()):
        found, used = {}, {}
        for layer in layer_configs(model):
            name = snake_case(layer["class_name"])
            used[name] = used.get(name, -1) + 1
            place = group.get(name if used[name] == 0 else f"{name}_{used[name]}")
            own = (*path, layer["config"]["name"])
            if place is None:
                continue
            if is_model(layer):
                found |= self._of_groups(layer, place["layers"], own)
            else:
                variables = [place[k] for k in ("vars", "cell/vars") if k in place]
                found[own] = [v[str(k)][()] for v in variables for k in range(len(v))]
        return found

    @staticmethod
    def _of_names(group):
        found = {}
        for layer in map(text, group.attrs["layer_names"]):
            found[(layer,)] = [group[layer][text(name)][()] for name in group[layer].attrs["weight_names"]]
        return found
