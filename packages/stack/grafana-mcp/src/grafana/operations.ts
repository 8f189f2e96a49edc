/** An operation of Grafana's open API client: how its failures are written. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path below `/api`, with placeholders. */
  readonly template: string;
  readonly id: string;
  /** The id as it stands before the names of declared failures, where it differs. */
  readonly failureId?: string;
  /** Failures that the client knows; of all others it keeps the status only. */
  readonly declared: readonly number[];
  /** Declared failures whose answer has no payload. */
  readonly withoutPayload?: readonly number[];
}

const operation = (id: string, method: Operation['method'], template: string, declared: readonly number[]): Operation => ({
  id,
  method,
  template,
  declared,
});

/** The operations that the tools use, by what they do. */
export const operations = {
  listDatasources: operation('getDataSources', 'GET', '/datasources', [401, 403, 500]),
  datasourceByUid: operation('getDataSourceByUID', 'GET', '/datasources/uid/{uid}', [400, 401, 403, 404, 500]),
  datasourceByName: operation('getDataSourceByName', 'GET', '/datasources/name/{name}', [401, 403, 500]),
  search: operation('search', 'GET', '/search', [401, 422, 500]),
  createFolder: operation('createFolder', 'POST', '/folders', [400, 401, 403, 409, 500]),
  dashboardByUid: operation('getDashboardByUid', 'GET', '/dashboards/uid/{uid}', [401, 403, 404, 406, 500]),
  saveDashboard: operation('postDashboard', 'POST', '/dashboards/db', [400, 401, 403, 404, 412, 422, 500]),
  annotations: operation('getAnnotations', 'GET', '/annotations', [401, 500]),
  createAnnotation: operation('postAnnotation', 'POST', '/annotations', [400, 401, 403, 500]),
  createGraphiteAnnotation: operation('postGraphiteAnnotation', 'POST', '/annotations/graphite', [400, 401, 403, 500]),
  patchAnnotation: operation('patchAnnotation', 'PATCH', '/annotations/{annotation_id}', [401, 403, 404, 500]),
  annotationTags: operation('getAnnotationTags', 'GET', '/annotations/tags', [401, 500]),
  alertRule: {
    ...operation('GetAlertRule', 'GET', '/v1/provisioning/alert-rules/{UID}', [404]),
    failureId: 'getAlertRule',
    withoutPayload: [404],
  },
  createAlertRule: { ...operation('PostAlertRule', 'POST', '/v1/provisioning/alert-rules', [400]), failureId: 'postAlertRule' },
  updateAlertRule: { ...operation('PutAlertRule', 'PUT', '/v1/provisioning/alert-rules/{UID}', [400]), failureId: 'putAlertRule' },
  deleteAlertRule: operation('DeleteAlertRule', 'DELETE', '/v1/provisioning/alert-rules/{UID}', []),
  notificationPolicies: operation('GetPolicyTree', 'GET', '/v1/provisioning/policies', []),
  contactPoints: operation('GetContactpoints', 'GET', '/v1/provisioning/contact-points', []),
  muteTimings: operation('GetMuteTimings', 'GET', '/v1/provisioning/mute-timings', []),
  muteTiming: {
    ...operation('GetMuteTiming', 'GET', '/v1/provisioning/mute-timings/{name}', [404]),
    failureId: 'getMuteTiming',
    withoutPayload: [404],
  },
} as const satisfies Record<string, Operation>;
