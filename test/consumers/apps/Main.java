import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

public class Main {
  public static void main(String[] args) {
    App app = new App(AppProps.builder().analyticsReporting(false).outdir("cdk.out").build());
    Environment env = Environment.builder().account("123456789012").region("eu-central-1").build();
    new ChatStack(app, "Chat", StackProps.builder().env(env).build());
    new TeamStack(app, "Team", StackProps.builder().env(env).build());
    new FleetStack(app, "Fleet", StackProps.builder().env(env).build());
    app.synth();
  }
}
