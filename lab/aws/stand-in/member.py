"""An instance as its Auto Scaling group sees it."""
import time


class Member:
    def __init__(self, instance_id, subnet_id, zone, version):
        self.instance_id = instance_id
        self.subnet_id = subnet_id
        self.zone = zone
        self.version = version.named
        self.instance_type = version.data["InstanceType"]
        self.state = "Pending"
        self.health = "Healthy"
        self.cause = None  # of being unhealthy
        self.ending = None
        self.in_service_since = None

    def enter_service(self):
        self.state = "InService"
        self.in_service_since = time.monotonic()

    def mark_unhealthy(self, because):
        if self.health == "Healthy":
            self.health = "Unhealthy"
            self.cause = f"an instance was taken out of service in response to {because}"

    def is_in_grace(self, seconds):
        return self.in_service_since is None or time.monotonic() < self.in_service_since + seconds

    def age(self):
        """In this order a group that shrinks lets its instances go: the oldest version first."""
        return int(self.version["Version"]), self.in_service_since or float("inf")

    def describe(self):
        return {
            "InstanceId": self.instance_id,
            "InstanceType": self.instance_type,
            "AvailabilityZone": self.zone,
            "LifecycleState": self.state,
            "HealthStatus": self.health,
            "LaunchTemplate": self.version,
            "ProtectedFromScaleIn": False,
        }
