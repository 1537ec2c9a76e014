from aws_cdk import App, Environment

from chat_stack import ChatStack
from fleet_stack import FleetStack
from team_stack import TeamStack

app = App(analytics_reporting=False, outdir="cdk.out")
env = Environment(account="123456789012", region="eu-central-1")
ChatStack(app, "Chat", env=env)
TeamStack(app, "Team", env=env)
FleetStack(app, "Fleet", env=env)
app.synth()
