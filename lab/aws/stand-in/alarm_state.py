"""How CloudWatch judges an alarm by its last points, a period each, the newest last: None is a period of which nothing was published.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
"""
MORE = 2  # periods that are read besides those that are judged, as in that page's examples: AWS does not say how many it reads


def judge(points, breaches, periods, needed, missing="missing"):
    """`OK`, `ALARM` or `INSUFFICIENT_DATA`; None where the alarm stays as it is."""
    real = [point for point in points if point is not None]
    breaching = [breaches(point) for point in real[-periods:]]
    filled = periods - len(breaching)
    if missing == "breaching":
        return "ALARM" if sum(breaching) + filled >= needed else "OK"
    if sum(breaching) >= needed:
        return "ALARM"
    if not filled or missing == "notBreaching" or False in breaching:
        return "OK"
    if missing == "ignore":
        return None
    if not real:
        return "INSUFFICIENT_DATA"
    # All that there is breaches, but it is too little: enough once the first of it is old enough.
    age = len(points) - next(place for place, point in enumerate(points) if point is not None)
    return "ALARM" if age >= needed else None
