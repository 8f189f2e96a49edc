import { describe, expect, test } from 'vitest';
import { recordedState, startGrafana } from './start-grafana.ts';

const dashboardOf = async ({ get }: ReturnType<typeof startGrafana>, uid: string) => (await get(`/api/dashboards/uid/${uid}`)).body;

describe('folders', () => {
  test('are listed level by level', async () => {
    const { get } = startGrafana();
    expect((await get('/api/folders')).body.map((folder: { uid: string }) => folder.uid)).toEqual(['ops', 'shop']);
    expect((await get('/api/folders?parentUid=ops')).body).toEqual([{ id: 5, uid: 'ops-slo', title: 'SLO', parentUid: 'ops' }]);
  });

  test('know their ancestors', async () => {
    const { body } = await startGrafana().get('/api/folders/ops-slo');
    expect(body.parents.map((parent: { uid: string }) => parent.uid)).toEqual(['ops']);
  });

  test('are renamed only by who knows the version', async () => {
    const { send } = startGrafana();
    expect((await send('PUT', '/api/folders/ops', { title: 'Ops', version: 7 })).body).toEqual({
      message: 'the folder has been changed by someone else',
      status: 'version-mismatch',
    });
    const { body } = await send('PUT', '/api/folders/ops', { title: 'Ops', version: 1 });
    expect([body.title, body.version, body.url]).toEqual(['Ops', 2, '/dashboards/f/ops/ops']);
  });

  test('move, but not into themselves', async () => {
    const { send } = startGrafana();
    expect((await send('POST', '/api/folders/shop/move', { parentUid: 'ops' })).body.parentUid).toBe('ops');
    expect((await send('POST', '/api/folders/ops/move', { parentUid: 'ops-slo' })).status).toBe(400);
  });

  test('go with everything inside, alert rules only when told to', async () => {
    const { send, state } = startGrafana();
    expect((await send('GET', '/api/folders/ops/counts')).body).toEqual({ alertrule: 2, dashboard: 2, folder: 1, librarypanel: 0 });
    expect((await send('DELETE', '/api/folders/ops')).body.message).toBe('folder is not empty');
    expect((await send('DELETE', '/api/folders/ops?forceDeleteRules=true')).body.message).toBe('Folder deleted');
    const end = state();
    expect(end.folders.map((folder) => folder.uid)).toEqual(['shop']);
    expect(end.dashboards.map((entry) => entry.dashboard['uid'])).toEqual(['empty-board']);
    expect(end.annotations.map((annotation) => annotation['id'])).toEqual([2]);
  });
});

describe('dashboards', () => {
  test('keep their versions and go back to one', async () => {
    const grafana = startGrafana();
    const { dashboard } = await dashboardOf(grafana, 'checkout-slo');
    await grafana.send('POST', '/api/dashboards/db', {
      dashboard: { ...dashboard, title: 'Renamed' },
      folderUid: 'ops-slo',
      message: 'new name',
    });
    const { versions } = (await grafana.get('/api/dashboards/uid/checkout-slo/versions')).body;
    expect(versions.map(({ version, message }: { version: number; message: string }) => [version, message])).toEqual([
      [2, 'new name'],
      [1, ''],
    ]);
    const restored = await grafana.send('POST', '/api/dashboards/uid/checkout-slo/restore', { version: 1 });
    expect(restored.body).toMatchObject({ status: 'success', version: 3, folderUid: 'ops-slo' });
    expect((await dashboardOf(grafana, 'checkout-slo')).dashboard.title).toBe('Checkout SLO (30d)');
    const third = (await grafana.get('/api/dashboards/uid/checkout-slo/versions/3')).body;
    expect([third.message, third.restoredFrom, third.data.title]).toEqual(['Restored from version 1', 1, 'Checkout SLO (30d)']);
  });

  test('that two people changed are not overwritten unless told to', async () => {
    const grafana = startGrafana();
    const { dashboard } = await dashboardOf(grafana, 'svc-overview');
    const save = (more: object) => grafana.send('POST', '/api/dashboards/db', { dashboard, folderUid: 'ops', ...more });
    expect((await save({})).body.version).toBe(4);
    expect((await save({})).body).toEqual({ message: 'The dashboard has been changed by someone else', status: 'version-mismatch' });
    expect((await save({ overwrite: true })).body.version).toBe(5);
  });

  test.each([
    ['a uid with other characters', { dashboard: { title: 'x', uid: 'a b' } }, 400, 'uid contains illegal characters'],
    ['a folder that is not there', { dashboard: { title: 'x' }, folderUid: 'nope' }, 400, 'folder not found'],
    ['a folder', { dashboard: { title: 'x', isFolder: true } }, 400, 'Use folders endpoint for saving folders.'],
    ['uid and id of two', { dashboard: { title: 'x', uid: 'empty-board', id: 1 } }, 400, 'A dashboard with the same uid already exists'],
    ['no dashboard', { folderUid: 'ops' }, 400, 'bad request data'],
  ])('are refused with %s', async (_, body, status, message) => {
    const answer = await startGrafana().send('POST', '/api/dashboards/db', body);
    expect([answer.status, answer.body.message]).toEqual([status, message]);
  });

  test('that are provisioned stay as they are', async () => {
    const base = recordedState('base');
    const dashboards = base.dashboards.map((entry) => ({ ...entry, provisioned: true }));
    const { send } = startGrafana({ ...base, dashboards });
    const dashboard = { title: 'x', uid: 'empty-board', version: 1 };
    expect((await send('POST', '/api/dashboards/db', { dashboard })).body.message).toBe('Cannot save provisioned dashboard');
    expect((await send('DELETE', '/api/dashboards/uid/empty-board')).body.message).toBe('provisioned dashboard cannot be deleted');
  });

  test('are deleted with their annotations', async () => {
    const { send, state } = startGrafana();
    const { body } = await send('DELETE', '/api/dashboards/uid/svc-overview');
    expect(body).toEqual({ message: 'Dashboard Service overview deleted', title: 'Service overview', uid: 'svc-overview' });
    expect(state().annotations.map((annotation) => annotation['id'])).toEqual([2, 4]);
  });

  test('are imported with their inputs filled in', async () => {
    const grafana = startGrafana();
    const dashboard = { title: 'From a file', uid: 'imported', panels: [{ datasource: '${DS_PROM}' }] };
    const inputs = [{ name: 'DS_PROM', type: 'datasource', pluginId: 'prometheus', value: 'prometheus' }];
    const { body } = await grafana.send('POST', '/api/dashboards/import', { dashboard, inputs, folderUid: 'shop' });
    expect([body.imported, body.importedUrl]).toEqual([true, '/d/imported/from-a-file']);
    expect((await dashboardOf(grafana, 'imported')).dashboard.panels).toEqual([{ datasource: 'prometheus' }]);
  });

  test('count their tags', async () => {
    expect((await startGrafana().get('/api/dashboards/tags')).body).toEqual([
      { term: 'golden-signals', count: 1 },
      { term: 'shop', count: 2 },
      { term: 'slo', count: 1 },
    ]);
  });
});

describe('search', () => {
  test.each([
    ['tag=shop&tag=slo', ['checkout-slo']],
    ['folderUIDs=ops', ['svc-overview', 'ops-slo']],
    ['folderUIDs=general&type=dash-db', ['empty-board']],
    ['dashboardUIDs=empty-board,checkout-slo', ['checkout-slo', 'empty-board']],
    ['starred=true', []],
    ['type=dash-db&sort=alpha-desc', ['svc-overview', 'empty-board', 'checkout-slo']],
  ])('narrows by %s', async (query, uids) => {
    const { body } = await startGrafana().get(`/api/search?${query}`);
    expect(body.map((hit: { uid: string }) => hit.uid)).toEqual(uids);
  });

  test('refuses more than 5000 hits', async () => {
    expect((await startGrafana().get('/api/search?limit=5001')).status).toBe(422);
  });
});

test('a Grafana in which nothing was changed ends in the state that it began with', async () => {
  const base = recordedState('base');
  const grafana = startGrafana(base);
  for (const path of ['/api/search', '/api/dashboards/uid/svc-overview', '/api/datasources', '/api/folders/ops']) await grafana.get(path);
  expect(grafana.state()).toEqual(base);
});

test('generated uids are the same in every run and fit the rules', async () => {
  const make = async () => {
    const { send } = startGrafana();
    const titles = ['one', 'two', 'three'];
    return Promise.all(titles.map(async (title) => (await send('POST', '/api/folders', { title })).body.uid as string));
  };
  const [first, second] = [await make(), await make()];
  expect(first).toEqual(second);
  expect(new Set(first).size).toBe(3);
  for (const uid of first) expect(uid).toMatch(/^[a-z0-9]{14}$/);
});
