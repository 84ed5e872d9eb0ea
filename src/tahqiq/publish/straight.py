"""Templates compiled to straight Python: a site of many pages asks for little else.

Jinja's own code asks at every attribute whether it is an item, at every call whether the callable wants
the context, and at every value whether it is safe already. The templates of this folder need none of it:
what they are given are objects with attributes, functions of plain values, and strings. Written so, the
same template takes a third of the time. What is not written this way fails when it is compiled or run.

The way of extending the compiler is that of Jinja's native types (``jinja2.nativetypes``).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
from markupsafe import Markup, escape

#: Messages with values are filled by Jinja, which gives them the context.
_ASKS_FOR_CONTEXT = frozenset({"_", "gettext", "ngettext"})

#: Says that a string is safe, without looking at it again.
marked: Callable[[str], Markup] = partial(str.__new__, Markup)


def shown(value: object) -> str:
    """A value as it may stand in HTML.

    >>> print(shown("a < b"), shown(7), shown(Markup("<b>")))
    a &lt; b 7 <b>
    """
    if value.__class__ is Markup:
        return value
    if isinstance(value, str) and not (
        "&" in value or "<" in value or ">" in value or "'" in value or '"' in value
    ):
        return value
    return escape(value)


def defaulting(macro: Callable[..., Markup], arguments: int) -> Callable[..., Markup]:
    """A macro that may be called without some of its arguments; the compiled code sees to the rest."""
    macro.__defaults__ = (missing,) * arguments
    return macro


class Straight(CodeGenerator):
    """Writes attributes as attributes, calls as calls, and asks once whether a value is safe."""

    def write_commons(self) -> None:
        """Names that all code of a template uses."""
        self.writeline("shown, marked = environment.shown, environment.marked")
        super().write_commons()

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (as a visitor finds it)
        """``a.b``: an attribute, never an item."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """``f(a, b=c)``, of a function that does not ask for the context."""
        if isinstance(node.node, nodes.Name) and node.node.name in _ASKS_FOR_CONTEXT:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            self.fail("a call is given its arguments one by one", node.lineno)
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802
        """``a is none`` as Python says it."""
        if node.name != "none":
            super().visit_Test(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(" is None)")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A macro is the function itself."""
        if macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            self.fail("a macro names its arguments", macro_ref.node.lineno)
        self.write(f"environment.defaulting(macro, {len(macro_ref.node.args)})")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        """What a macro wrote is safe as it is."""
        self.writeline(f"return marked(concat({frame.buffer}))")

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self.write("(out if (out := ")

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self.write(").__class__ is Markup else shown(out))")


class StraightEnvironment(Environment):
    """An environment whose templates are compiled so; it always escapes, and knows no ``caller``."""

    code_generator_class = Straight
    shown = staticmethod(shown)
    defaulting = staticmethod(defaulting)
    marked = staticmethod(marked)
