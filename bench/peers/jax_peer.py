"""JAX on the CPU: one jit around whatever is timed, state donated where it is renewed."""
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from protocol import Figure, serve

import workloads as w

jax.config.update("jax_platforms", "cpu")


def dense_net(weights, x, hidden, last=lambda z: z):
    pairs = list(zip(weights[::2], weights[1::2]))
    for kernel, bias in pairs[:-1]:
        x = hidden(x @ kernel + bias)
    return last(x @ pairs[-1][0] + pairs[-1][1])


relu_net = partial(dense_net, hidden=jax.nn.relu)


def adam(weights, grads, m, v, t):
    t = t + 1
    rate = w.LR * jnp.sqrt(1 - w.B2 ** t) / (1 - w.B1 ** t)
    m = [w.B1 * a + (1 - w.B1) * g for a, g in zip(m, grads)]
    v = [w.B2 * a + (1 - w.B2) * g * g for a, g in zip(v, grads)]
    return [p - rate * a / (jnp.sqrt(b) + w.EPS) for p, a, b in zip(weights, m, v)], m, v, t


def fresh(weights):
    arrays = [jnp.array(a) for a in weights]
    return arrays, [jnp.zeros_like(a) for a in arrays], [jnp.zeros_like(a) for a in arrays], jnp.float32(0)


def mse(weights, x, y):
    return jnp.mean((relu_net(weights, x) - y) ** 2)


def train_step(state, x, y):
    weights, m, v, t = state
    loss, grads = jax.value_and_grad(mse)(weights, x, y)
    return adam(weights, grads, m, v, t), loss


def w1_step():
    weights, x, y = w.w1()
    step = jax.jit(train_step, donate_argnums=0)
    xs, ys = (list(jnp.array(a.reshape(100, 10, 1))) for a in (x, y))

    def losses():
        state, out = fresh(weights), []
        for i in range(5):
            state, loss = step(state, xs[i], ys[i])
            out.append(float(loss))
        return out
    held = [fresh(weights), 0]

    def once():
        for _ in range(10):
            held[0], loss = step(held[0], xs[held[1] % 100], ys[held[1] % 100])
            held[1] += 1
            float(loss)
    return Figure(once, losses, 10)


def w1_fit():
    weights, x, y = w.w1()

    @partial(jax.jit, donate_argnums=0)
    def epoch(state, x, y, order):
        def body(state, i):
            state, loss = train_step(state, x[i], y[i])
            return state, loss
        return jax.lax.scan(body, state, order.reshape(100, 10))
    held, random = [fresh(weights)], np.random.RandomState(0)

    def once():
        a, b = jnp.array(x), jnp.array(y)
        for _ in range(25):
            held[0], losses = epoch(held[0], a, b, jnp.array(random.permutation(1000)))
            float(losses.mean())
    return Figure(once)


def slopes(count, units):
    def make():
        weights = [jnp.array(a) for a in w.w1()[0]]
        dydx = jax.jit(jax.grad(lambda x: relu_net(weights, x).sum()))
        x = jnp.array(w.w2_x(count))

        def once():
            for _ in range(units):
                dydx(x).block_until_ready()
        return Figure(once, lambda: dydx(x), units)
    return make


def jac256():
    weights = [jnp.array(a) for a in w.w1()[0]]
    second = lambda x: jax.nn.relu(jax.nn.relu(x @ weights[0] + weights[1]) @ weights[2] + weights[3])
    jacobian = jax.jit(jax.vmap(jax.jacfwd(second)))
    x = jnp.array(w.w2_x(256))
    return Figure(lambda: jacobian(x).block_until_ready(), lambda: jacobian(x))


def cell(weights, x, h, c):
    z = x @ weights[0] + h @ weights[1] + weights[2]
    i, f, g, o = jnp.split(z, 4, axis=-1)
    i, f, g, o = jax.nn.sigmoid(i), jax.nn.sigmoid(f), jnp.tanh(g), jax.nn.sigmoid(o)
    c = f * c + i * g
    return o * jnp.tanh(c), c, (i, f, c, o)


def series_loss(weights, x, y, h, c):
    h, c, _ = cell(weights[:3], x, h, c)
    p = jax.nn.softmax(h @ weights[3] + weights[4])
    return -(y * jnp.log(jnp.clip(p, 1e-7, 1 - 1e-7))).sum(), (h, c)


@partial(jax.jit, donate_argnums=(0, 1))
def series_step(state, carried, x, y):
    weights, m, v, t = state
    (loss, carried), grads = jax.value_and_grad(series_loss, has_aux=True)(weights, x, y, *carried)
    return adam(weights, grads, m, v, t), carried, loss


def zero_carry():
    return jnp.zeros((1, 10)), jnp.zeros((1, 10))


def w3_losses(weights, xs, ys):
    state, carried, out = fresh(weights), zero_carry(), []
    for i in range(10):
        state, carried, loss = series_step(state, carried, xs[i], ys[i])
        out.append(float(loss))
    return out


def w3_step():
    weights, x, y = w.w3()
    xs, ys = list(jnp.array(x.reshape(1000, 1, 1))), list(jnp.array(y.reshape(1000, 1, 2)))
    held = [fresh(weights), zero_carry(), 0]

    def once():
        for _ in range(10):
            i = held[2] % 1000
            held[0], held[1], loss = series_step(held[0], held[1], xs[i], ys[i])
            held[2] += 1
            float(loss)
    return Figure(once, lambda: w3_losses(weights, xs, ys), 10)


def w3_series():
    weights, x, y = w.w3()
    xs, ys = list(jnp.array(x.reshape(1000, 1, 1))), list(jnp.array(y.reshape(1000, 1, 2)))
    held = [fresh(weights)]

    def once():
        carried = zero_carry()
        for i in range(10):
            held[0], carried, loss = series_step(held[0], carried, xs[i], ys[i])
            float(loss)
    return Figure(once, lambda: w3_losses(weights, xs, ys))


def w3_gates():
    weights, x, _ = w.w3()
    weights = [jnp.array(a) for a in weights]

    @jax.jit
    def gates(x):
        def body(carried, x):
            h, c, seen = cell(weights[:3], x, *carried)
            return (h, c), jnp.concatenate(seen, axis=-1)[0]
        return jax.lax.scan(body, zero_carry(), x)[1]
    series = jnp.array(x.reshape(1000, 1, 1))
    return Figure(lambda: gates(series).block_until_ready(), lambda: gates(series))


tanh_net = partial(dense_net, hidden=jnp.tanh, last=jnp.tanh)


def w4_neurons():
    weights, x, _ = w.w4()
    weights = [jnp.array(a) for a in weights]

    def neurons(weights):
        values, h = [], jnp.array(x[0])
        for kernel, bias in zip(weights[::2], weights[1::2]):
            h = jnp.tanh(h @ kernel + bias)
            values.append(h)
        return jnp.concatenate(values)
    gradients = jax.jit(lambda weights: jnp.concatenate([g.reshape(138, -1) for g in jax.jacrev(neurons)(weights)], axis=1))
    return Figure(lambda: gradients(weights).block_until_ready(), lambda: gradients(weights))


def w4_per_example():
    weights, x, y = w.w4()
    weights = [jnp.array(a) for a in weights]
    loss = lambda weights, x, y: jnp.mean((tanh_net(weights, x) - y) ** 2)
    per_example = jax.vmap(jax.grad(loss), (None, 0, 0))
    gradients = jax.jit(lambda weights, x, y: jnp.concatenate([g.reshape(128, -1) for g in per_example(weights, x, y)], axis=1))
    x, y = jnp.array(x), jnp.array(y)
    return Figure(lambda: gradients(weights, x, y).block_until_ready(), lambda: gradients(weights, x, y))


serve("jax", {"W1.step/jit": w1_step, "W1.fit/scan": w1_fit, "W2.dydx1/jit": slopes(1, 10), "W2.dydx1024/jit": slopes(1024, 1), "W2.jac256/jit": jac256,
              "W3.step/jit": w3_step, "W3.series10/jit": w3_series, "W3.gates1000/scan": w3_gates, "W4.neurons/jacrev": w4_neurons,
              "W4.perex128/vmap": w4_per_example})
