const { App } = require('aws-cdk-lib');
const { ChatStack } = require('./ChatStack');
const { TeamStack } = require('./TeamStack');
const { FleetStack } = require('./FleetStack');

const app = new App({ analyticsReporting: false, outdir: 'cdk.out' });
const env = { account: '123456789012', region: 'eu-central-1' };
new ChatStack(app, 'Chat', { env });
new TeamStack(app, 'Team', { env });
new FleetStack(app, 'Fleet', { env });
app.synth();
