"""The repeated proof that the load balancer's health check is answered from."""
import time

import law
from problem import problem_of

PAUSE = 30
PAUSE_FOR_START = 2
FAILURES = 3


class Watch:
    """`code` is what makes the host unhealthy, None when nothing does: three failures in a row break it, one success heals it."""

    def __init__(self, host):
        self.host = host
        self.code = "STARTING"

    def run(self):
        failures = FAILURES
        while True:
            problem = self._problem()
            failures = failures + 1 if problem else 0
            code = problem and problem.code
            if code != self.code and (failures == 0 or failures >= FAILURES):
                print(problem or "every route passes", flush=True)
                self.code = code
            # While nothing listens, looking asks nothing of the application.
            time.sleep(PAUSE_FOR_START if self.code == "APP-NOT-LISTENING" else PAUSE)

    def _problem(self):
        try:
            return law.first_problem(self.host, strict=False)  # credentials would expire one day
        except Exception as error:
            return problem_of(error)
