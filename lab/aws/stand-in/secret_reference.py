"""Stand-in for what `Ref` of an AWS::SecretsManager::Secret is: its ARN, where ministack gives the name.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html#aws-resource-secretsmanager-secret-return-values
"""
from ministack.services import secretsmanager
from ministack.services.cloudformation import provisioners


def install():
    handlers = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]
    create, update, delete = handlers["create"], handlers["update"], handlers["delete"]
    handlers.update(
        create=lambda *arguments: _by_arn(create(*arguments)),
        update=lambda arn, *arguments: _by_arn(update(_name(arn), *arguments)),
        delete=lambda arn, props: delete(_name(arn), props),
    )


def _name(arn):
    name, _ = secretsmanager._resolve(arn)
    return name or arn


def _by_arn(made):
    name, attributes = made
    return secretsmanager._secrets[name]["ARN"], attributes
