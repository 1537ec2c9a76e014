"""Stand-in for the record that proves a certificate's domain: it stays, and a zone that still holds it is not deleted.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-certificatemanager-certificate.html
https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteHostedZone.html
"""
from ministack.services import acm, route53
from ministack.services.cloudformation import provisioners

CERTIFICATE, ZONE = "AWS::CertificateManager::Certificate", "AWS::Route53::HostedZone"


def install():
    certificate, zone = provisioners._RESOURCE_HANDLERS[CERTIFICATE], provisioners._RESOURCE_HANDLERS[ZONE]
    create, update, delete = certificate["create"], certificate["update"], zone["delete"]

    def create_proven(logical_id, props, stack_name):
        created = create(logical_id, props, stack_name)
        _prove(created[0], props)
        return created

    def update_proven(physical_id, old_props, new_props, *more):
        updated = update(physical_id, old_props, new_props, *more)
        _prove(updated[0], new_props)
        return updated

    def delete_empty(physical_id, props):
        name = route53._zones.get(physical_id, {}).get("name")
        if any(record["Name"] != name or record["Type"] not in ("NS", "SOA") for record in route53._records.get(physical_id, [])):
            raise ValueError("The specified hosted zone contains non-required resource record sets and so cannot be deleted.")
        delete(physical_id, props)

    certificate.update(create=create_proven, update=update_proven)
    zone["delete"] = delete_empty


def _prove(arn, props):
    zones = {option["DomainName"]: option["HostedZoneId"] for option in props.get("DomainValidationOptions") or [] if option.get("HostedZoneId")}
    for option in acm._certificates[arn]["DomainValidationOptions"]:
        zone_id = zones.get(option["DomainName"])
        record = option["ResourceRecord"]
        if zone_id and all(one["Name"] != record["Name"] for one in route53._records.get(zone_id, [])):
            fields = {"HostedZoneId": zone_id, "Name": record["Name"], "Type": record["Type"], "TTL": "300", "ResourceRecords": [record["Value"]]}
            provisioners._r53_record_set_create(None, fields, None)
