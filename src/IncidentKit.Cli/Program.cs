using System.Text;
using IncidentKit.Cli;
using NodaTime;

// Data is UTF-8 with \n line ends on every machine, and is not written line by line.
var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
if (OperatingSystem.IsWindows())
    Console.OutputEncoding = utf8;
await using var output = new StreamWriter(new StandardStream(Console.OpenStandardOutput(), isData: true), utf8, bufferSize: 16 * 1024)
{
    NewLine = "\n",
};
await using var error = new StreamWriter(new StandardStream(Console.OpenStandardError(), isData: false), utf8)
{
    NewLine = "\n",
    AutoFlush = true,
};
return await CommandLine.RunAsync(
    args,
    new CliHost(output, error, SystemClock.Instance, !Console.IsErrorRedirected) { Input = Console.OpenStandardInput }
);
