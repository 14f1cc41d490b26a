using IncidentKit.Cli;
using NodaTime;

return await CommandLine.RunAsync(args, new CliHost(Console.Out, Console.Error, SystemClock.Instance, !Console.IsErrorRedirected));
