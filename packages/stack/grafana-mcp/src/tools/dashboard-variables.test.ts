import { describe, expect, it } from 'vitest';
import { dashboardVariables, substituteVariables, valuesOf } from './dashboard-variables.ts';

const dashboard = {
  templating: {
    list: [
      { name: 'job', current: { value: ['api', 'web'] } },
      { name: 'env', options: [{ value: 'prod' }] },
      { name: 'cluster', type: 'constant', query: 'eu' },
      { name: 'empty' },
    ],
  },
};

const substitute = (query: string, overrides: Record<string, string> = {}): string =>
  substituteVariables(query, valuesOf(dashboardVariables(dashboard), overrides));

describe('variables of a dashboard', () => {
  it('takes the current value, else the first option, else the constant', () => {
    expect(substitute('$job ${env} [[cluster]] $empty $unknown')).toBe('api,web prod eu $empty $unknown');
  });

  it('prefers overrides, also for variables that the dashboard does not know', () => {
    expect(substitute('$job $new ${job:regex}', { job: 'x', new: 'y' })).toBe('x y x');
  });

  it('does not take a longer name for a shorter one', () => {
    expect(substitute('$jobs $job_name $job.x')).toBe('$jobs $job_name api,web.x');
  });

  it('is not misled by names that every object has', () => {
    expect(substitute('$constructor ${toString}')).toBe('$constructor ${toString}');
  });
});
