import { any, list, type Model, number, text } from './model.ts';

/** An annotation. Times are Unix milliseconds. */
export const annotationModel: Model = {
  alertId: number,
  alertName: text,
  avatarUrl: text,
  created: number,
  dashboardId: number,
  dashboardUID: text,
  data: any,
  email: text,
  id: number,
  login: text,
  newState: text,
  panelId: number,
  prevState: text,
  tags: list,
  text,
  time: number,
  timeEnd: number,
  updated: number,
  userId: number,
};

/** How often a tag occurs. */
export const annotationTagModel: Model = { count: number, tag: text };
