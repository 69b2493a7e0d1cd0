import * as vscode from 'vscode';
import type { UndiciTransportOptions } from '../api/undiciTransport';

/**
 * The editor's own settings of proxy and certificates. `http.proxySupport: off` turns the proxies of the environment
 * off as well, as it does for every extension.
 */
export function readProxySettings(
  environment: Readonly<Record<string, string | undefined>>,
): Pick<UndiciTransportOptions, 'proxyUrl' | 'noProxy' | 'env' | 'strictSSL' | 'systemCertificates'> {
  const http = vscode.workspace.getConfiguration('http');
  const proxy = http.get<unknown>('proxy');
  const noProxy = http.get<unknown>('noProxy');
  const off = http.get<unknown>('proxySupport') === 'off';
  return {
    env: off ? {} : environment,
    strictSSL: http.get<unknown>('proxyStrictSSL') !== false,
    systemCertificates: http.get<unknown>('systemCertificates') !== false,
    ...(typeof proxy === 'string' && proxy.trim() !== '' && !off ? { proxyUrl: proxy.trim() } : {}),
    ...(Array.isArray(noProxy) ? { noProxy: noProxy.filter((each) => typeof each === 'string') } : {}),
  };
}
