// What the provider must know of a registered app, in the words of OAuth client registration.
import type { ClientMetadata } from 'oidc-provider';
import type { AppRecord } from './app-store.ts';

export function clientMetadata(app: AppRecord): ClientMetadata {
  if (app.kind === 'backend')
    return {
      client_id: app.id,
      client_name: app.name,
      redirect_uris: [],
      response_types: [],
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'private_key_jwt',
      ...(app.jwks ? { jwks: JSON.parse(app.jwks) as NonNullable<ClientMetadata['jwks']> } : {}),
      ...(app.jwks_uri ? { jwks_uri: app.jwks_uri } : {}),
    };
  return {
    client_id: app.id,
    client_name: app.name,
    redirect_uris: app.redirect_uris,
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'none',
    id_token_signed_response_alg: 'RS256',
  };
}
