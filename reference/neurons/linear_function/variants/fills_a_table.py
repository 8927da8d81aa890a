"""A fresh table, filled row by row in place."""

import torch as t


def apply_linear_function_to_input(linear_function, input_to_function):
    batch, d_output = len(input_to_function), len(linear_function)
    result = t.zeros(batch, d_output)
    for row in range(batch):
        for column in range(d_output):
            result[row, column] = t.dot(linear_function[column], input_to_function[row])
    return result
