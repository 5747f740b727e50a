// The county app: a standard OpenID provider, found by discovery; code with PKCE, state and nonce, ID token checked by the provider's keys.
import * as client from 'openid-client';
import type { Answer, DoorProvider, ProviderConfig } from './port.ts';

const timeoutSeconds = 10;

export function countyApp({ settings, secret }: ProviderConfig): DoorProvider {
  const issuer = new URL(settings.authorizeBase);
  const discover = () =>
    client.discovery(issuer, settings.clientId, undefined, secret ? client.ClientSecretBasic(secret) : client.None(), {
      timeout: timeoutSeconds,
      // Without the first the library trusts the connection and leaves the ID token's signature unread;
      // plain HTTP only on this very machine: the settings are checked for that.
      execute: [
        client.enableNonRepudiationChecks,
        ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
      ],
    });
  return {
    async authorise(redirectUri, state) {
      const config = await discover();
      const verifier = client.randomPKCECodeVerifier();
      const nonce = client.randomNonce();
      const address = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return { address: address.href, checks: { verifier, nonce } };
    },
    async identify(callback, state, checks): Promise<Answer<string>> {
      try {
        const tokens = await client.authorizationCodeGrant(await discover(), callback, {
          pkceCodeVerifier: checks['verifier']!,
          expectedState: state,
          expectedNonce: checks['nonce']!,
          idTokenExpected: true,
        });
        return { ok: true, value: tokens.claims()!.sub };
      } catch (error) {
        return { ok: false, code: error instanceof client.ResponseBodyError ? error.error : 'oidc-refused' };
      }
    },
    // OpenID Connect has no messages.
    sendCard: () => Promise.resolve('no-address'),
    async test() {
      try {
        await discover();
        return { ok: true, value: true };
      } catch {
        return { ok: false, code: 'no-answer' };
      }
    },
  };
}
