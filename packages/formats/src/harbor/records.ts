/** A span of time of a trial's phase. ISO 8601 with zone. */
export interface TimingInfo {
  readonly started_at: string | null;
  readonly finished_at: string | null;
}

/** Why a trial ended in an error. All four keys, as Harbor demands. */
export interface ExceptionInfo {
  readonly exception_type: string;
  readonly exception_message: string;
  readonly exception_traceback: string;
  readonly occurred_at: string;
}

/** The agent of a job or trial as Harbor configures it. `kwargs` holds what is ours: reasoning effort, limits. */
export interface HarborAgentConfig {
  readonly name: string | null;
  readonly import_path?: string | null;
  readonly model_name?: string | null;
  readonly kwargs?: Readonly<Record<string, unknown>>;
}

/** Where a task lies. */
export interface HarborTaskConfig {
  readonly path: string;
  readonly source?: string;
}

/** The environment. Ours are no types of Harbor's, so `kwargs.driver` names them. */
export interface HarborEnvironmentConfig {
  readonly type?: string | null;
  readonly kwargs?: Readonly<Record<string, unknown>>;
}

/** A job's `config.json`. */
export interface HarborJobConfig {
  readonly job_name: string;
  readonly jobs_dir: string;
  readonly n_attempts: number;
  readonly n_concurrent_trials: number;
  readonly quiet: boolean;
  readonly environment: HarborEnvironmentConfig;
  readonly agents: readonly HarborAgentConfig[];
  readonly tasks: readonly HarborTaskConfig[];
}

/** A trial's `config.json`. */
export interface HarborTrialConfig {
  readonly task: HarborTaskConfig;
  readonly trial_name: string;
  readonly trials_dir: string;
  readonly agent: HarborAgentConfig;
  readonly environment: HarborEnvironmentConfig;
  readonly job_id: string;
}

/** A trial's `lock.json`, and one entry of a job's. */
export interface HarborTrialLock {
  readonly schema_version: 2;
  readonly task: {
    readonly name: string;
    readonly version: string;
    readonly type: 'local';
    readonly digest: string;
    readonly source: string;
    readonly path: string;
  };
  readonly agent: HarborAgentConfig;
  readonly environment: HarborEnvironmentConfig;
  readonly verifier: { readonly disable: boolean; readonly environment_mode: 'shared' };
}

/** A job's `lock.json`. */
export interface HarborJobLock {
  readonly schema_version: 3;
  readonly created_at: string;
  readonly n_concurrent_trials: number;
  readonly retry: {
    readonly max_retries: number;
    readonly exclude_exceptions: readonly string[];
    readonly wait_multiplier: number;
    readonly min_wait_sec: number;
    readonly max_wait_sec: number;
  };
  readonly trials: readonly HarborTrialLock[];
}

/** Tokens, cost and what is ours (`metadata`) of an agent's run. */
export interface HarborAgentResult {
  readonly n_input_tokens: number | null;
  readonly n_cache_tokens: number | null;
  readonly n_output_tokens: number | null;
  readonly cost_usd: number | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
}

/** A trial's `result.json`. A trial without one did not finish. */
export interface HarborTrialResult {
  readonly id: string;
  /** `[task].name` of task.toml. */
  readonly task_name: string;
  readonly trial_name: string;
  readonly trial_uri: string;
  readonly task_id: { readonly path: string };
  readonly source: string;
  readonly task_checksum: string;
  readonly config: HarborTrialConfig;
  readonly agent_info: {
    readonly name: string;
    readonly version: string;
    readonly model_info: { readonly name: string; readonly provider: string | null } | null;
  };
  readonly agent_result: HarborAgentResult | null;
  readonly verifier_result: { readonly rewards: { readonly reward: number } } | null;
  readonly exception_info: ExceptionInfo | null;
  readonly started_at: string;
  readonly finished_at: string;
  readonly environment_setup: TimingInfo | null;
  readonly agent_setup: TimingInfo | null;
  readonly agent_execution: TimingInfo | null;
  readonly verifier: TimingInfo | null;
}

/** The figures of one agent on one set of tasks. */
export interface HarborEvalStats {
  readonly n_trials: number;
  readonly n_errors: number;
  readonly metrics: readonly Readonly<Record<string, number>>[];
  readonly pass_at_k: Readonly<Record<string, number>>;
  readonly reward_stats: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly exception_stats: Readonly<Record<string, readonly string[]>>;
}

/** The totals of a job. */
export interface HarborJobStats {
  readonly n_completed_trials: number;
  readonly n_errored_trials: number;
  readonly n_running_trials: number;
  readonly n_pending_trials: number;
  readonly n_cancelled_trials: number;
  readonly n_retries: number;
  readonly evals: Readonly<Record<string, HarborEvalStats>>;
  readonly n_input_tokens: number | null;
  readonly n_cache_tokens: number | null;
  readonly n_output_tokens: number | null;
  readonly cost_usd: number | null;
}

/** A job's `result.json`. Job times carry no zone in Harbor's own files; ours do, and both are read. */
export interface HarborJobResult {
  readonly id: string;
  readonly started_at: string;
  readonly updated_at: string | null;
  readonly finished_at: string | null;
  readonly n_total_trials: number;
  readonly stats: HarborJobStats;
}

/** One entry of `artifacts/manifest.json`. */
export interface HarborArtifactEntry {
  readonly source: string;
  readonly destination: string;
  readonly type: 'file' | 'directory';
  readonly status: 'ok' | 'failed' | 'empty' | 'skipped';
}
