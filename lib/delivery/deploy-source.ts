import { refusal } from '../spring/refusal';

/** Where a pipeline runs that may deploy: the claims of its OpenID Connect token. */
export class DeploySource {
  /**
   * Jobs of GitHub Actions that run in an environment, such as `production`, which can ask for an approval and name the branches that it
   * takes.
   *
   * @param repository owner and name, such as `acme/chat`
   * @param environment the environment's name
   */
  public static gitHubEnvironment(repository: string, environment: string): DeploySource {
    return gitHub(repository, `environment:${named('environment', environment)}`);
  }

  /**
   * Jobs of GitHub Actions on a branch, without an environment.
   *
   * @param repository owner and name, such as `acme/chat`
   * @param branch the branch's name
   */
  public static gitHubBranch(repository: string, branch: string): DeploySource {
    return gitHub(repository, `ref:refs/heads/${named('branch', branch)}`);
  }

  /**
   * Jobs of GitHub Actions on pull requests from the repository itself. Whoever may push a branch decides what they do: give them a role
   * with `diffOnly`.
   *
   * @param repository owner and name, such as `acme/chat`
   */
  public static gitHubPullRequests(repository: string): DeploySource {
    return gitHub(repository, 'pull_request');
  }

  /**
   * Jobs of GitLab's pipelines on a branch.
   *
   * @param project group and name, such as `acme/chat`
   * @param branch the branch's name
   * @param url of a GitLab of your own; by default https://gitlab.com
   */
  public static gitLabBranch(project: string, branch: string, url = 'https://gitlab.com'): DeploySource {
    const path = pathOf('project', project);
    return new DeploySource(url, url, `project_path:${path}:ref_type:branch:ref:${named('branch', branch)}`);
  }

  /**
   * Any other issuer of OpenID Connect tokens.
   *
   * @param url of the issuer, such as `https://oidc.circleci.com/org/ID`
   * @param audience the token's claim `aud`
   * @param subject the token's claim `sub`, whole: wildcards have no meaning in it
   */
  public static openIdConnect(url: string, audience: string, subject: string): DeploySource {
    return new DeploySource(url, named('audience', audience), named('subject', subject));
  }

  private constructor(
    /** @internal */
    public readonly _url: string,
    /** @internal */
    public readonly _audience: string,
    /** @internal */
    public readonly _subject: string,
  ) {
    if (!/^https:\/\/[^:/?#\s]+(\/[^?#\s]*)?$/.test(_url)) {
      throw refusal(`url is ${_url}: write the issuer's address with https, without port and query, such as https://gitlab.com`);
    }
  }
}

function gitHub(repository: string, rest: string): DeploySource {
  const subject = `repo:${pathOf('repository', repository)}:${rest}`;
  return DeploySource.openIdConnect('https://token.actions.githubusercontent.com', 'sts.amazonaws.com', subject);
}

function pathOf(prop: string, path: string): string {
  if (!/^[\w.-]+(\/[\w.-]+)+$/.test(path)) {
    throw refusal(`${prop} is ${path}: write its owner and its name, such as acme/chat`);
  }
  return path;
}

/** IAM compares claims as they are: a wildcard would match nothing. */
function named(prop: string, name: string): string {
  if (name === '' || /[*?]/.test(name)) {
    throw refusal(`${prop} is ${name === '' ? 'empty' : name}: write one name, without wildcards`);
  }
  return name;
}
