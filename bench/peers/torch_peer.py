"""PyTorch on the CPU: eager with the fused Adam, torch.func where a workload asks for many derivatives."""
import os

os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import numpy as np
import torch
from protocol import Figure, serve

import workloads as w

torch.set_num_threads(1)
F = torch.nn.functional


def tensors(arrays, gradient=False):
    return [torch.tensor(a, requires_grad=gradient) for a in arrays]


def dense_net(weights, x, hidden, last=lambda z: z):
    pairs = list(zip(weights[::2], weights[1::2]))
    for kernel, bias in pairs[:-1]:
        x = hidden(torch.addmm(bias, x, kernel))
    return last(torch.addmm(pairs[-1][1], x, pairs[-1][0]))


class Adam(torch.optim.Adam):
    def __init__(self, weights):
        super().__init__(weights, lr=w.LR, betas=(w.B1, w.B2), eps=w.EPS, fused=True)

    def keras_step(self, t):
        """With Keras's place of epsilon, for the comparison of results alone."""
        self.param_groups[0]["eps"] = w.EPS / float(np.sqrt(1 - w.B2 ** t))
        self.step()


def w1_net():
    weights, x, y = w.w1()
    return tensors(weights, True), torch.tensor(x.reshape(100, 10, 1)), torch.tensor(y.reshape(100, 10, 1))


def w1_loss(weights, optimizer, x, y):
    optimizer.zero_grad()
    loss = F.mse_loss(dense_net(weights, x, torch.relu), y)
    loss.backward()
    return loss


def w1_step():
    weights, xs, ys = w1_net()
    optimizer, count = Adam(weights), [0]

    def once():
        for _ in range(10):
            i = count[0] % 100
            count[0] += 1
            loss = w1_loss(weights, optimizer, xs[i], ys[i])
            optimizer.step()
            loss.item()

    def check():
        weights, out = w1_net()[0], []
        optimizer = Adam(weights)
        for i in range(5):
            out.append(w1_loss(weights, optimizer, xs[i], ys[i]).item())
            optimizer.keras_step(i + 1)
        return out
    return Figure(once, check, 10)


def w1_fit():
    weights, x, y = w.w1()
    weights = tensors(weights, True)
    optimizer = Adam(weights)

    def once():
        a, b = torch.tensor(x), torch.tensor(y)
        for _ in range(25):
            total = 0.0
            for rows in torch.randperm(1000).split(10):
                loss = w1_loss(weights, optimizer, a[rows], b[rows])
                optimizer.step()
                total += loss.detach()
            float(total)
    return Figure(once)


def slopes(count, units):
    def make():
        weights, x = tensors(w.w1()[0]), torch.tensor(w.w2_x(count), requires_grad=True)
        dydx = lambda: torch.autograd.grad(dense_net(weights, x, torch.relu).sum(), x)[0]

        def once():
            for _ in range(units):
                dydx()
        return Figure(once, dydx, units)
    return make


def jac256():
    weights, x = tensors(w.w1()[0]), torch.tensor(w.w2_x(256))
    second = lambda x: torch.relu(torch.relu(x @ weights[0] + weights[1]) @ weights[2] + weights[3])
    jacobian = torch.func.vmap(torch.func.jacfwd(second))
    return Figure(lambda: jacobian(x), lambda: jacobian(x))


def cell(weights, x, h, c):
    z = torch.addmm(weights[2], x, weights[0]) + h @ weights[1]
    i, f, g, o = z.chunk(4, dim=-1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c = f * c + i * g
    return o * torch.tanh(c), c, (i, f, c, o)


class Series:
    def __init__(self):
        weights, x, y = w.w3()
        self.weights = tensors(weights, True)
        self.xs, self.ys = torch.tensor(x.reshape(1000, 1, 1)), torch.tensor(y.reshape(1000, 1, 2))
        self.optimizer = Adam(self.weights)
        self.reset()

    def reset(self):
        self.h, self.c = torch.zeros(1, 10), torch.zeros(1, 10)

    def loss(self, i):
        self.optimizer.zero_grad()
        h, c, _ = cell(self.weights[:3], self.xs[i], self.h, self.c)
        p = torch.softmax(torch.addmm(self.weights[4], h, self.weights[3]), dim=-1)
        loss = -(self.ys[i] * torch.log(p.clamp(1e-7, 1 - 1e-7))).sum()
        loss.backward()
        self.h, self.c = h.detach(), c.detach()
        return loss

    @staticmethod
    def check():
        series, out = Series(), []
        for i in range(10):
            out.append(series.loss(i).item())
            series.optimizer.keras_step(i + 1)
        return out


def w3_step():
    series, count = Series(), [0]

    def once():
        for _ in range(10):
            loss = series.loss(count[0] % 1000)
            count[0] += 1
            series.optimizer.step()
            loss.item()
    return Figure(once, Series.check, 10)


def w3_series():
    series = Series()

    def once():
        for i in range(10):
            loss = series.loss(i)
            series.optimizer.step()
            loss.item()
        series.reset()
    return Figure(once, Series.check)


def w3_gates():
    weights, x, _ = w.w3()
    weights, xs = tensors(weights), torch.tensor(x.reshape(1000, 1, 1))

    @torch.no_grad()
    def gates():
        h, c, rows = torch.zeros(1, 10), torch.zeros(1, 10), []
        for t in range(1000):
            h, c, seen = cell(weights[:3], xs[t], h, c)
            rows.append(torch.cat(seen, dim=-1))
        return torch.cat(rows)
    return Figure(gates, gates)


def w4_neurons():
    weights, x, _ = w.w4()
    weights, x = tensors(weights), torch.tensor(x[0])

    def neurons(*weights):
        values, h = [], x
        for kernel, bias in zip(weights[::2], weights[1::2]):
            h = torch.tanh(h @ kernel + bias)
            values.append(h)
        return torch.cat(values)
    jacobian = torch.func.jacrev(neurons, argnums=tuple(range(6)))
    gradients = lambda: torch.cat([g.reshape(138, -1) for g in jacobian(*weights)], dim=1)
    return Figure(gradients, gradients)


def w4_per_example():
    weights, x, y = w.w4()
    weights, x, y = tuple(tensors(weights)), torch.tensor(x), torch.tensor(y)

    def loss(weights, x, y):
        for kernel, bias in zip(weights[::2], weights[1::2]):
            x = torch.tanh(x @ kernel + bias)
        return ((x - y) ** 2).mean()
    per_example = torch.func.vmap(torch.func.grad(loss), in_dims=(None, 0, 0))
    gradients = lambda: torch.cat([g.reshape(128, -1) for g in per_example(weights, x, y)], dim=1)
    return Figure(gradients, gradients)


serve("torch", {"W1.step/eager": w1_step, "W1.fit/eager": w1_fit, "W2.dydx1/eager": slopes(1, 10), "W2.dydx1024/eager": slopes(1024, 1),
                "W2.jac256/func": jac256, "W3.step/eager": w3_step, "W3.series10/eager": w3_series, "W3.gates1000/eager": w3_gates,
                "W4.neurons/func": w4_neurons, "W4.perex128/func": w4_per_example})
