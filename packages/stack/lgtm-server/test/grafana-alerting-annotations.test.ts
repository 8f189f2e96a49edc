import { describe, expect, test } from 'vitest';
import { startGrafana } from './start-grafana.ts';

const RULE = {
  title: 'New',
  ruleGroup: 'availability',
  folderUID: 'ops',
  condition: 'A',
  for: '90s',
  data: [{ refId: 'A', datasourceUid: 'prometheus', model: { expr: 'up' } }],
};
const GROUP = '/api/v1/provisioning/folder/ops/rule-groups/availability';

describe('alert rules', () => {
  test('have the provenance of the API unless told otherwise', async () => {
    const { send } = startGrafana();
    const byApi = await send('POST', '/api/v1/provisioning/alert-rules', RULE);
    expect([byApi.status, byApi.body.provenance, byApi.body.for]).toEqual([201, 'api', '1m30s']);
    const header = { 'x-disable-provenance': 'true' };
    const byHand = await send('POST', '/api/v1/provisioning/alert-rules', { ...RULE, title: 'Other' }, header);
    expect(byHand.body).not.toHaveProperty('provenance');
  });

  test('cannot share a title in a folder', async () => {
    const { send } = startGrafana();
    expect((await send('POST', '/api/v1/provisioning/alert-rules', { ...RULE, title: 'High error ratio' })).status).toBe(409);
  });

  test('are read and replaced by group', async () => {
    const { send, get } = startGrafana();
    const group = (await get(GROUP)).body;
    expect([group.interval, group.rules.length]).toEqual([60, 1]);
    const replaced = await send('PUT', GROUP, { ...group, interval: 30, rules: [...group.rules, RULE] });
    expect(replaced.body.rules.map((rule: { title: string }) => rule.title)).toEqual(['High error ratio', 'New']);
    const state = (await get('/api/prometheus/grafana/api/v1/rules?rule_group=availability')).body.data.groups[0];
    expect([state.interval, state.rules.map((rule: { state: string }) => rule.state)]).toEqual([30, ['firing', 'inactive']]);
    expect((await send('PUT', GROUP, { ...group, interval: 7 })).status).toBe(400);
  });

  test('are exported as YAML or JSON', async () => {
    const { get } = startGrafana();
    const yaml = await get('/api/v1/provisioning/alert-rules/export');
    expect(yaml.headers.get('content-type')).toBe('application/yaml');
    expect(yaml.text).toMatch(/^apiVersion: 1\ngroups:\n {2}- orgId: 1\n {4}name: availability\n {4}folder: Operations\n/);
    expect((await get('/api/v1/provisioning/alert-rules/export?format=json')).body.groups).toHaveLength(3);
  });

  test('are edited by the ruler API too', async () => {
    const { send, get } = startGrafana();
    const all = (await get('/api/ruler/grafana/api/v1/rules')).body;
    expect(Object.keys(all)).toEqual(['Operations', 'Shop team']);
    const body = {
      name: 'fresh',
      interval: '2m',
      rules: [{ for: '1m', grafana_alert: { title: 'By the ruler', condition: 'A', data: RULE.data } }],
    };
    const saved = await send('POST', '/api/ruler/grafana/api/v1/rules/shop', body);
    expect([saved.status, saved.body.created.length]).toEqual([202, 1]);
    expect((await get('/api/ruler/grafana/api/v1/rules/shop/fresh')).body).toMatchObject({ name: 'fresh', interval: '2m' });
    expect((await send('DELETE', '/api/ruler/grafana/api/v1/rules/shop/fresh')).body.message).toBe('rules deleted');
  });
});

describe('routing', () => {
  test('a policy cannot send to a contact point that is not there', async () => {
    const { send } = startGrafana();
    const { status, body } = await send('PUT', '/api/v1/provisioning/policies', { receiver: 'nobody' });
    expect([status, body.message]).toEqual([400, "invalid object specification: receiver 'nobody' does not exist"]);
    expect((await send('PUT', '/api/v1/provisioning/policies', { receiver: 'on-call' })).status).toBe(202);
  });

  test('a contact point that a policy uses cannot be deleted', async () => {
    const { send, state } = startGrafana();
    expect((await send('DELETE', '/api/v1/provisioning/contact-points/cp-hook')).status).toBe(409);
    await send('PUT', '/api/v1/provisioning/policies', { receiver: 'grafana-default-email' });
    expect((await send('DELETE', '/api/v1/provisioning/contact-points/cp-hook')).status).toBe(202);
    expect(state().contactPoints?.map((point) => point['uid'])).toEqual(['cp-mail']);
  });

  test('mute timings are made, replaced and deleted', async () => {
    const { send, get } = startGrafana();
    const timing = { name: 'nights', time_intervals: [{ times: [{ start_time: '22:00', end_time: '06:00' }] }] };
    expect((await send('POST', '/api/v1/provisioning/mute-timings', timing)).status).toBe(201);
    expect((await send('POST', '/api/v1/provisioning/mute-timings', timing)).status).toBe(409);
    expect((await send('PUT', '/api/v1/provisioning/mute-timings/nights', { ...timing, time_intervals: [] })).status).toBe(202);
    expect((await get('/api/v1/provisioning/mute-timings/nights')).body.time_intervals).toEqual([]);
    expect((await send('DELETE', '/api/v1/provisioning/mute-timings/nights')).status).toBe(204);
  });
});

describe('annotations', () => {
  test('of any of several tags', async () => {
    const { get } = startGrafana();
    const ids = async (query: string) => (await get(`/api/annotations?${query}`)).body.map((it: { id: number }) => it.id);
    expect(await ids('tags=incident&tags=maintenance')).toEqual([]);
    expect(await ids('tags=incident&tags=maintenance&matchAny=true')).toEqual([3, 2]);
  });

  test('with the end before the start have the two exchanged', async () => {
    const { send, get } = startGrafana();
    const { body } = await send('POST', '/api/annotations', { text: 'x', time: 2000, timeEnd: 1000 });
    expect((await get(`/api/annotations/${body.id}`)).body).toMatchObject({ time: 1000, timeEnd: 2000 });
  });

  test.each([
    ['POST', '/api/annotations', {}, 400, 'Failed to save annotation'],
    ['POST', '/api/annotations', '[', 400, 'bad request data'],
    ['POST', '/api/annotations/graphite', { what: 'x', tags: 5 }, 400, 'Failed to save Graphite annotation'],
    ['GET', '/api/annotations/x', undefined, 400, 'annotationId is invalid'],
    ['DELETE', '/api/annotations/99', undefined, 404, 'Annotation not found'],
  ])('%s %s is refused with %j', async (method, path, body, status, message) => {
    const answer = await startGrafana().send(method, path, body);
    expect([answer.status, answer.body.message]).toEqual([status, message]);
  });
});

describe('other resources', () => {
  test('library elements keep their version', async () => {
    const { send } = startGrafana();
    const made = await send('POST', '/api/library-elements', { name: 'Shared', kind: 1, model: {}, folderUid: 'ops' });
    const { uid } = made.body.result;
    expect((await send('PATCH', `/api/library-elements/${uid}`, { name: 'New', version: 7 })).status).toBe(412);
    expect((await send('PATCH', `/api/library-elements/${uid}`, { name: 'New', version: 1 })).body.result.version).toBe(2);
    expect((await send('GET', '/api/library-elements?searchString=ne')).body.result.totalCount).toBe(1);
  });

  test('snapshots are read by their key and deleted by another', async () => {
    const { send, get } = startGrafana();
    const { key, deleteKey } = (await send('POST', '/api/snapshots', { dashboard: { title: 'Then' } })).body;
    expect((await get(`/api/snapshots/${key}`)).body.dashboard.title).toBe('Then');
    await get(`/api/snapshots-delete/${deleteKey}`);
    expect((await get(`/api/snapshots/${key}`)).status).toBe(404);
  });

  test('short links lead to where they were made for', async () => {
    const { send, get } = startGrafana();
    const { uid } = (await send('POST', '/api/short-urls', { path: 'd/svc-overview' })).body;
    expect((await get(`/goto/${uid}`)).headers.get('location')).toBe('http://localhost:3000/d/svc-overview');
  });

  test('what needs a user is refused to the anonymous admin', async () => {
    const { send, get } = startGrafana();
    expect((await get('/api/user')).status).toBe(401);
    expect((await get('/api/users')).status).toBe(403);
    const basic = { authorization: `Basic ${btoa('admin:admin')}` };
    expect((await send('GET', '/api/user', undefined, basic)).body.login).toBe('admin');
  });
});
