"""The API actions that stand-ins answer in place of ministack, after ministack has authorized the call."""
from urllib.parse import urlencode

from ministack import app

_answers = {}
_handlers = {}  # ministack's own


def answers(service, *names):
    """Registers a coroutine function: it gets the parameters of a query-protocol call and returns status, headers and body."""

    def register(function):
        for name in names:
            _answers[service, name] = function
        return function

    return register


async def otherwise(service, parameters):
    """ministack's own answer."""
    return await _handlers[service]("POST", "/", {"content-type": "application/x-www-form-urlencoded"}, urlencode(parameters).encode(), {})


def install():
    for service in {service for service, _ in _answers}:
        _handlers[service] = app.SERVICE_HANDLERS[service]
        app.SERVICE_HANDLERS[service] = _handler(service)


def _handler(service):
    async def handle(method, path, headers, body, query_params):
        parameters = _plain(app._routing_params(method, path, headers, body, query_params))
        answer = _answers.get((service, parameters.get("Action")))
        if answer is None:
            return await _handlers[service](method, path, headers, body, query_params)
        return await answer(parameters)

    return handle


def _plain(parameters):
    return {name: value[0] if isinstance(value, list) and value else value for name, value in parameters.items()}
