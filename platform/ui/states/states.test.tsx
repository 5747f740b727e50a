// A refusal says what the server said; a fault says that it is one.
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, it } from 'vitest';
import { I18nextProvider } from 'react-i18next';
import type { ProblemDetails, ProblemKind } from '#platform/contract.ts';
import { ApiFailure } from '../api/failure.ts';
import { Failure } from './states.tsx';
import i18next, { type i18n as I18n } from 'i18next';
import words from '../messages/zh-CN.json' with { type: 'json' };

let translator: I18n;
beforeAll(async () => {
  translator = i18next.createInstance();
  await translator.init({
    lng: 'zh-CN',
    keySeparator: false,
    nsSeparator: false,
    resources: { 'zh-CN': { translation: words } },
  });
});
const problem = (kind: ProblemKind, more: Partial<ProblemDetails> = {}): ProblemDetails => ({
  type: '/problems/trial/no',
  kind,
  status: 422,
  title: '时间已经过了',
  instance: 'request-1',
  ...more,
});
const shown = (details: ProblemDetails) =>
  renderToStaticMarkup(
    <I18nextProvider i18n={translator}>
      <Failure error={new ApiFailure(details.kind, details.status, details)} onRetry={() => undefined} />
    </I18nextProvider>,
  ).replaceAll(/<[^>]+>/g, '|');

it('heads a refusal with its own words, without a number or a second try', () => {
  const text = shown(problem('rule-broken', { issues: [{ path: 'at', code: 'past', message: '请选以后的时间' }] }));
  expect(text).toContain('时间已经过了');
  expect(text).toContain('请选以后的时间');
  expect(text).not.toMatch(/出了点问题|request-1|再试一次/);
});
it('gives a fault its number and a second try', () =>
  expect(shown(problem('fault', { title: '系统出错' }))).toMatch(
    /出了点问题.*request-1.*再试一次|出了点问题.*再试一次.*request-1/,
  ));
it('says once what to do where something is not allowed', () => {
  const text = shown(problem('forbidden', { title: '没有权限', detail: '请联系本机构管理员' }));
  expect(text.match(/管理员/g)).toHaveLength(1);
});
