"""From the questions of a case to those that golden.cpp answers: arrays in the model's order, losses and optimizers in our words."""
from translate import RECURRENT, OutOfReach

DERIVATIVES = ("gradient", "hessian", "jacobian", "per_example_gradient", "jvp", "vjp")
OPTIMIZERS = {
    "SGD": {"learning_rate", "momentum", "nesterov"},
    "RMSprop": {"learning_rate", "rho", "momentum", "epsilon", "centered"},
    "Adam": {"learning_rate", "beta_1", "beta_2", "epsilon", "amsgrad"},
}
ENTERS_ONCE = ("input", "output", "kernel", "recurrent_kernel", "bias")  # of a recurrent layer
SAID_BY_NAME = {"name", "dtype"}
LOSS_DEFAULTS = {"reduction": "sum_over_batch_size", "axis": -1}


class Questions:
    def __init__(self, file, translation):
        self.file, self.needs = file, translation.training_needs
        model = translation.description
        self.inputs = [end[0] for end in model["inputs"]] if "inputs" in model else [""]
        self.outputs = [end[0] for end in model["outputs"]] if "outputs" in model else [model["layers"][-1]["name"]]
        self.recurrent = {layer["name"] for layer in model["layers"] if layer["class"] in RECURRENT}
        self.compiled = False
        self.lost = False  # the model is no longer what later questions are about

    def translated(self, question):
        if self.lost:
            raise OutOfReach("what comes after training that is out of reach")
        asked, kind = dict(question), question["ask"]
        if "overrides" in asked:
            asked["overrides"] = self.overrides(asked["overrides"])
        if kind in ("predict", "read", *DERIVATIVES):
            asked["inputs"] = self.ordered(asked["inputs"], self.inputs)
            return asked
        if kind == "reset_states":
            return asked
        if kind not in ("train", "evaluate"):
            raise OutOfReach(f"question {kind}")
        try:
            return self.compiling(asked, kind)
        except OutOfReach:
            self.lost = kind == "train"
            raise

    @staticmethod
    def ordered(keys, names):
        if isinstance(keys, str):
            return [keys]
        return list(keys.values()) if len(names) == 1 else [keys[name] for name in names]

    def overrides(self, overrides):
        """[path, key or number] each. A value made anew at every step of a recurrence cannot be overridden yet."""
        for path in overrides:
            layer, value = path.split("[")[0].split("/", 1)
            if layer in self.recurrent and value not in ENTERS_ONCE and not value.startswith("initial_"):
                raise OutOfReach("overrides within a recurrence")
        return [list(pair) for pair in overrides.items()]

    def compiling(self, asked, kind):
        if self.needs:
            raise OutOfReach(f"{kind} with {self.needs[0]}")
        for key, names in (("x", self.inputs), ("y", self.outputs), ("validation_x", self.inputs), ("validation_y", self.outputs)):
            if key in asked:
                asked[key] = self.ordered(asked[key], names)
        if "loss" not in asked and kind == "evaluate" and self.file.training and self.file.generation == 3:  # older ones have other keys and rules
            asked |= {key: self.file.training[key] for key in ("loss", "metrics") if self.file.training.get(key)}
        if "loss" not in asked:
            if not self.compiled:
                raise OutOfReach(f"{kind} as the file was compiled")
            return asked
        asked["losses"] = [self.loss(loss) for loss in self.for_each_output(asked.pop("loss"))]
        asked["metrics"] = [self.metrics(metrics) for metrics in self.for_each_output(asked.get("metrics", []))]
        if "optimizer" in asked:
            asked["optimizer"] = self.optimizer(asked["optimizer"])
        self.compiled = self.compiled or kind == "train"
        return asked

    def for_each_output(self, value):
        by_name = isinstance(value, dict) and "class_name" not in value
        return [value[name] if by_name else value for name in self.outputs]

    @staticmethod
    def loss(loss):
        if isinstance(loss, str):
            return {"name": loss}
        config = {key: value for key, value in loss["config"].items() if key not in SAID_BY_NAME and LOSS_DEFAULTS.get(key) != value}
        more = sorted(config.keys() - {"from_logits", "label_smoothing"})
        if more:
            raise OutOfReach(f"loss {loss['class_name']} with {more[0]}")
        return {"name": loss["class_name"]} | config

    @staticmethod
    def metrics(metrics):
        metrics = metrics if isinstance(metrics, list) else [metrics]
        for metric in metrics:
            if isinstance(metric, dict):
                raise OutOfReach(f"metric {metric['class_name']}")
        return metrics

    @staticmethod
    def optimizer(optimizer):
        if isinstance(optimizer, str):
            return {"name": optimizer}
        name = optimizer["class_name"]
        config = {key: value for key, value in optimizer["config"].items() if key not in SAID_BY_NAME and value not in (None, False)}
        more = sorted(config.keys() - OPTIMIZERS.get(name, config.keys()))
        if more or isinstance(config.get("learning_rate"), dict):
            raise OutOfReach(f"optimizer {name} with {more[0] if more else 'a schedule'}")
        return {"name": name} | config
