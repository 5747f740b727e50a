// `/.well-known/smart-configuration` (SMART App Launch 2, Conformance): what apps read before they connect.
import { launchScopes } from '#platform/fhir/smart-scopes.ts';

/** The two that SMART asks every server to take for asymmetric client authentication. */
export const clientSigningAlgorithms = ['ES384', 'RS384'] as const;

export function smartConfiguration(address: string): object {
  const issuer = `${address}/oidc`;
  return {
    issuer,
    jwks_uri: `${issuer}/jwks`,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    introspection_endpoint: `${issuer}/introspect`,
    revocation_endpoint: `${issuer}/revoke`,
    userinfo_endpoint: `${issuer}/userinfo`,
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    response_types_supported: ['code'],
    scopes_supported: [...launchScopes, 'patient/*.rs', 'user/*.cruds', 'system/*.cruds'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: [...clientSigningAlgorithms],
    capabilities: [
      'launch-standalone',
      'client-public',
      'client-confidential-asymmetric',
      'context-standalone-patient',
      'permission-offline',
      'permission-patient',
      'permission-user',
      'permission-v1',
      'permission-v2',
      'sso-openid-connect',
    ],
  };
}
