"""The law once, for every route."""
import json

import law


def run(host, options):
    """Exit status 1 when a route fails."""
    results = [
        {"code": problem and problem.code, "sentence": problem and str(problem), "evidence": evidence}
        for evidence, problem in law.problems(host)
    ]
    if options.json:
        print(json.dumps(results))
    else:
        for result in results:
            print(result["sentence"] or result["evidence"]["path"] + " passes")
    return any(result["code"] for result in results)
