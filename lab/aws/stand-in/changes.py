"""Tells the hypervisor when something changed that the lab's load balancers, names or firewalls are made from."""
import asyncio
import logging

from ministack.services import acm, alb, ec2, route53

import hypervisor
import listener_certificates

POLL = 0.25
RETRY = 2

logger = logging.getLogger("stand-in.changes")


def _stores():
    balancing = (alb._lbs, alb._lb_attrs, alb._listeners, alb._listener_attrs, alb._rules, alb._tgs, alb._tg_attrs, alb._targets)
    return (*balancing, route53._records, acm._certificates, ec2._security_groups)


def _fingerprint():
    return hash(repr([listener_certificates.added, *(store.items() for store in _stores())]))


async def watch():
    told = _fingerprint()
    while True:
        await asyncio.sleep(POLL)
        now = _fingerprint()
        if now == told:
            continue
        try:
            await hypervisor.changed()
            told = now
        except OSError as error:
            logger.warning("the hypervisor was not told of a change: %s", error)
            await asyncio.sleep(RETRY)
