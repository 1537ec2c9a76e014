"""The repeated proof that the load balancer's health check is answered from."""
import time
from threading import Thread

import law
from problem import problem_of
from tell import tell

PAUSE = 30
PAUSE_FOR_START = 2
FAILURES = 3
# Ten minutes at least: an application that waits for its database hangs as well, and a new host would hang with it.
FAILURES_WHEN_SLOW = 20
# What the application alone can be guilty of: where it runs on another machine, a new host would meet the same.
OF_THE_APPLICATION = {"APP-NOT-LISTENING", "APP-TOO-SLOW", "APP-UNHEALTHY", "ROUTE-NOT-FOUND", "SOCKJS-NO-OPEN-FRAME"}


class Watch:
    """`code` is what makes the host unhealthy, None when nothing does: failures in a row break it, one success heals it."""

    def __init__(self, host):
        self.host = host
        self.code = "STARTING"
        self.failures = 0

    def take_failures(self):
        """How many looks found a problem, since the last time."""
        failures, self.failures = self.failures, 0
        return failures

    def run(self):
        failures = plain = 0  # in a row: all, and those that are no hanging
        while True:
            problem = self._problem()
            elsewhere = problem and self.host.facts["app"]["remote"] and problem.code in OF_THE_APPLICATION
            code = problem.code if problem and not elsewhere else None
            failures = failures + 1 if code else 0
            self.failures += 1 if code else 0
            plain = plain + 1 if code and code != "APP-TOO-SLOW" else 0
            healthy = self.code is None
            if code != self.code and (not healthy or plain >= FAILURES or failures >= FAILURES_WHEN_SLOW):
                self.code = code
                if healthy:
                    # Beside the looking: without AWS it takes minutes, in which the application may have come back.
                    Thread(target=tell, args=(self.host.facts, f"this host is unhealthy: {problem}"), daemon=True).start()
                else:
                    print(problem or "every route passes", flush=True)
            # While nothing listens, looking asks nothing of the application.
            time.sleep(PAUSE_FOR_START if self.code == "APP-NOT-LISTENING" else PAUSE)

    def _problem(self):
        try:
            return law.first_problem(self.host, watched=True)
        except Exception as error:
            return problem_of(error)
