package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(&awscdk.AppProps{AnalyticsReporting: jsii.Bool(false), Outdir: jsii.String("cdk.out")})
	props := awscdk.StackProps{Env: &awscdk.Environment{Account: jsii.String("123456789012"), Region: jsii.String("eu-central-1")}}
	NewChatStack(app, "Chat", &props)
	NewTeamStack(app, "Team", &props)
	NewFleetStack(app, "Fleet", &props)
	app.Synth(nil)
}
