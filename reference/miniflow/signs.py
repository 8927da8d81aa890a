"""What foreign work shows of the handout that it was done against.

In the oldest ones a node is called a layer, and its neighbours are `inbound_layers` and
`outbound_layers`. They get the later names as well, by which the checks ask.
"""


def signs(student):
    """There is no convention to find out about; the names are all there is."""
    if is_of_layers(student):
        with student.scenario() as s:
            base, alias = s.name("Layer"), s.module("builtins").property
            read = s.module("operator").attrgetter
            base.inbound_nodes = alias(read("inbound_layers"))
            base.outbound_nodes = alias(read("outbound_layers"))
    return []


def is_of_layers(student):
    """Whether there is a base class `Layer` of that kind."""
    with student.scenario() as s:
        defined = s.defined("Layer")
    if defined.value is not True:
        return False
    with student.scenario() as s:
        has = s.take(s.has(s.name("Layer")(), "inbound_layers"))
    return has.value is True
