"""Stand-in for a listener's further certificates: CloudFormation's AWS::ElasticLoadBalancingV2::ListenerCertificate and the API's three actions.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listenercertificate.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListenerCertificates.html
"""
from ministack.services import alb
from ministack.services.cloudformation import provisioners

from actions import answers

added = {}  # listener -> certificates besides the default one, in the order in which they came


def install():
    provisioners._RESOURCE_HANDLERS["AWS::ElasticLoadBalancingV2::ListenerCertificate"] = {"create": _create, "update": _update, "delete": _delete}


def _create(logical_id, props, _):
    listener = props.get("ListenerArn", "")
    if listener not in alb._listeners:
        raise ValueError(f"One or more listeners not found: {listener}")
    _add(listener, _certificates(props))
    return f"{listener}/{logical_id}", {}


def _update(physical_id, old_props, new_props, _):
    _delete(physical_id, old_props)
    _add(new_props["ListenerArn"], _certificates(new_props))
    return physical_id, {}


def _delete(_, props):
    _remove(props.get("ListenerArn", ""), _certificates(props))


def _certificates(props):
    return [certificate["CertificateArn"] for certificate in props.get("Certificates", [])]


def _add(listener, arns):
    known = added.setdefault(listener, [])
    known.extend(arn for arn in arns if arn not in known)


def _remove(listener, arns):
    added[listener] = [arn for arn in added.get(listener, []) if arn not in arns]


@answers("elasticloadbalancing", "AddListenerCertificates")
async def add_listener_certificates(parameters):
    listener, arns = parameters.get("ListenerArn", ""), alb._parse_certificate_arns(parameters)
    if listener not in alb._listeners:
        return _not_found(listener)
    _add(listener, arns)
    return alb._xml(200, "AddListenerCertificates", _members((arn, False) for arn in arns))


@answers("elasticloadbalancing", "RemoveListenerCertificates")
async def remove_listener_certificates(parameters):
    listener = parameters.get("ListenerArn", "")
    if listener not in alb._listeners:
        return _not_found(listener)
    _remove(listener, alb._parse_certificate_arns(parameters))
    return alb._xml(200, "RemoveListenerCertificates", "")


@answers("elasticloadbalancing", "DescribeListenerCertificates")
async def describe_listener_certificates(parameters):
    listener = alb._listeners.get(parameters.get("ListenerArn", ""))
    if listener is None:
        return _not_found(parameters.get("ListenerArn", ""))
    default = [(arn, True) for arn in listener.get("Certificates", [])]
    return alb._xml(200, "DescribeListenerCertificates", _members([*default, *((arn, False) for arn in added.get(listener["ListenerArn"], []))]))


def _members(certificates):
    members = (f"<member><CertificateArn>{arn}</CertificateArn><IsDefault>{str(default).lower()}</IsDefault></member>" for arn, default in certificates)
    return f"<Certificates>{''.join(members)}</Certificates>"


def _not_found(listener):
    return alb._error("ListenerNotFound", f"One or more listeners not found: {listener}")
