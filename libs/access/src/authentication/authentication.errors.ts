import { Problem, unavailable } from '@siku/platform';

type Texts = Problem['text'];

/** RFC 6750 section 3: no error code when the request carried no credentials at all. */
function refused(code: string, text: Texts, challenge = 'Bearer realm="siku", error="invalid_token"'): Problem {
  return new Problem(401, code, text, [], {}, { 'www-authenticate': challenge });
}

/** @param inBrowser somebody wants to see a page: her browser asks her for the key */
export function credentialsMissing(inBrowser: boolean): Problem {
  const text = {
    zh: '缺少凭证，请在 Authorization: Bearer 中提供 API 密钥或令牌',
    en: 'credentials are missing; send an API key or a token as Authorization: Bearer',
  };
  const challenge = inBrowser ? 'Basic realm="siku", charset="UTF-8"' : 'Bearer realm="siku"';
  return refused('credentials-missing', text, challenge);
}

/** Also for a wrong secret: whether a prefix exists is nobody's business. */
export function credentialsInvalid(): Problem {
  return refused('credentials-invalid', { zh: '凭证无效', en: 'the credentials are not valid' });
}

export function credentialsExpired(): Problem {
  return refused('credentials-expired', { zh: '凭证已过期', en: 'the credentials have expired' });
}

export function credentialsRevoked(): Problem {
  return refused('credentials-revoked', { zh: '凭证已被吊销', en: 'the credentials have been revoked' });
}

export function issuerUnavailable(): Problem {
  return unavailable('issuer-unavailable', {
    zh: '暂时无法获取令牌签发方的公钥，请稍后重试',
    en: 'the public keys of the token issuer cannot be fetched at the moment; try again later',
  });
}
