import type { AppSecret } from './app-secret';
import { checkKinds, TEXT, withMember } from './prop-kinds';
import { refusal } from './refusal';

const SECRET = withMember('_bind', 'AppSecret.fromSecretsManager(secret)');

/** Credentials for the deployment's own handshake: with them the application's own 101 is required. */
export class Handshake {
  /** A query parameter, such as `?token=...`. */
  public static withQuery(name: string, secret: AppSecret): Handshake {
    return new Handshake('query', name, secret);
  }

  /** A request header, such as `Authorization`; the secret holds the whole value. */
  public static withHeader(name: string, secret: AppSecret): Handshake {
    return new Handshake('header', name, secret);
  }

  /** @internal */
  public readonly _place: 'query' | 'header';
  /** @internal */
  public readonly _name: string;
  /** @internal */
  public readonly _secret: AppSecret;

  private constructor(place: 'query' | 'header', name: string, secret: AppSecret) {
    checkKinds({ name, secret }, { required: { name: TEXT, secret: SECRET } });
    if (!/^[A-Za-z0-9._-]+$/.test(name)) {
      throw refusal(`name of the handshake's ${place} is '${name}': write letters, digits and . _ - only`);
    }
    this._place = place;
    this._name = name;
    this._secret = secret;
  }
}
