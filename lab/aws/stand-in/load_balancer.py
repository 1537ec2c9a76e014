"""Stand-in for the VPC of a load balancer, which is that of its subnets; whoever looks the load balancer up takes the VPC from it.

https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html
"""
from ministack.services import alb, ec2
from ministack.services.cloudformation import provisioners

TYPE = "AWS::ElasticLoadBalancingV2::LoadBalancer"


def install():
    handler = provisioners._RESOURCE_HANDLERS[TYPE]
    create = handler["create"]

    def create_in_vpc(logical_id, props, stack_name):
        created = create(logical_id, props, stack_name)
        load_balancer = alb._lbs[created[0]]
        load_balancer["VpcId"] = ec2._subnets[load_balancer["Subnets"][0]]["VpcId"]
        return created

    handler["create"] = create_in_vpc
